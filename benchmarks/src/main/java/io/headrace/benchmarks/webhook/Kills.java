package io.headrace.benchmarks.webhook;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.core.concurrent.ThreadPool;
import io.headrace.runtime.Await;
import io.headrace.testkit.server.PluginDirs;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills a worker with SIGKILL while senders of all shapes load it, again and again, and then looks for every event that was acknowledged. A sender whose request broke off goes on with
 * other events, so that what is in the topic besides are events of requests without an answer.
 *
 * @param plugin puts the source's jars where a worker finds them
 */
public record Kills(Stand stand, Consumer<PluginDirs> plugin) {
    private static final String TOPIC = "events-killed";
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LEAST_LOAD = Duration.ofMillis(500);
    private static final int MORE_MILLIS = 2_000;

    /**
     * What was found.
     *
     * @param missing events that were acknowledged and are not in the topic
     * @param unanswered events that are in the topic without having been acknowledged
     * @param broken requests and attempts to connect that failed
     */
    public record Outcome(int kills, long acknowledged, long missing, long unanswered, long refused, long broken) {}

    /** @param seed of the times at which the worker is killed */
    public Outcome run(int kills, long seed) {
        stand.broker().create(List.of(TOPIC));
        BitSet acknowledged = new BitSet();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        try (Listener listener = new Listener(stand, TOPIC, plugin, Stand.jvm(), 1, true);
                ThreadPool threads = new ThreadPool("senders", 1)) {
            Senders senders = new Senders(listener.port(), List.of(Shape.values()), new Events(), acknowledged, false);
            threads.execute(() -> {
                try {
                    senders.run(Duration.ZERO, LONGEST);
                } catch (RuntimeException e) {
                    failure.set(e);
                } finally {
                    over.countDown();
                }
            });
            Random dice = new Random(seed);
            for (int i = 0; i < kills; i++) {
                awaitMore(senders);
                LockSupport.parkNanos(
                        LEAST_LOAD.plusMillis(dice.nextInt(MORE_MILLIS)).toNanos());
                listener.kill();
            }
            awaitMore(senders);
            senders.end();
            await(over);
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            Keys keys = Keys.of(stand.broker().bootstrapServers(), TOPIC);
            BitSet unanswered = (BitSet) keys.events().clone();
            unanswered.andNot(acknowledged);
            return new Outcome(
                    kills,
                    acknowledged.cardinality(),
                    keys.missing(acknowledged),
                    unanswered.cardinality(),
                    senders.refused(),
                    senders.broken());
        }
    }

    private static void awaitMore(Senders senders) {
        long before = senders.acknowledgedEvents();
        Await.until("events to be acknowledged", PATIENCE, () -> senders.acknowledgedEvents() > before);
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the last answers came", e);
        }
    }
}
