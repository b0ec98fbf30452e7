package io.headrace.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.concurrent.ThreadPool;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Gate gate = new Gate();

    @Test
    void holdsTheFirstThatIsOneTooMany() {
        try (ThreadPool worker = new ThreadPool("worker", 1)) {
            gate.open(2);
            List.of("a", "b", "a").forEach(this::ask);
            gate.awaitReached(PATIENCE);
            CompletableFuture<Reply> held = CompletableFuture.supplyAsync(() -> ask("c"), worker);
            gate.awaitHolding(PATIENCE);
            assertThat(held).isNotDone();
            gate.open(3);
            assertThat(held)
                    .as("its worker was killed")
                    .succeedsWithin(PATIENCE)
                    .matches(Reply::hangUp);
            assertThat(gate.passed()).isEqualTo(2);
            assertThat(ask("c").hangUp()).as("again, from the next one").isFalse();
            gate.awaitReached(PATIENCE);
        }
    }

    private Reply ask(String record) {
        return gate.answer(new Call(1, Instant.EPOCH, "POST", "/gate", Map.of(), record, Map.of()));
    }
}
