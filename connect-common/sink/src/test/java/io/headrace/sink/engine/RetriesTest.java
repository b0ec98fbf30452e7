package io.headrace.sink.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.options.SinkOptions.RetryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When doubt becomes certainty. */
final class RetriesTest {

    private final RuntimeException unknown = new IllegalStateException("INTERNAL Error: what now?");

    private final Retries retries = new Retries(
            new RetryOptions(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO),
            new Random(1),
            () -> Instant.EPOCH,
            event -> {});

    private void fails(ErrorClass errorClass, int times) {
        IntStream.range(0, times)
                .forEach(time -> assertThat(retries.after(unknown, errorClass)).isPositive());
    }

    @Test
    void doubtsInARowEndTheTask() {
        fails(ErrorClass.DOUBTFUL, 7);
        assertThatThrownBy(() -> retries.after(unknown, ErrorClass.DOUBTFUL))
                .isInstanceOfSatisfying(
                        HeadraceException.class,
                        error -> assertThat(error.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(
                        "INTERNAL Error: what now? This was tried 8 times in a row and never passed, so the task stops. Nothing is lost: mend it and restart the task.");
    }

    /** S26: a server that goes down says many things, some of which nobody knows. */
    @Test
    void anOutageBetweenDoubtsIsWaitedFor() {
        fails(ErrorClass.DOUBTFUL, 7);
        fails(ErrorClass.TRANSIENT, 1);
        fails(ErrorClass.DOUBTFUL, 7);
    }

    @Test
    void aCommitTakesDoubtsAway() {
        fails(ErrorClass.DOUBTFUL, 7);
        retries.progressed();
        fails(ErrorClass.DOUBTFUL, 7);
    }

    @Test
    void anOutageIsWaitedForHoweverLongItTakes() {
        fails(ErrorClass.TRANSIENT, 10_000);
    }
}
