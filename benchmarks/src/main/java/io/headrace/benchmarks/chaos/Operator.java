package io.headrace.benchmarks.chaos;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.RestException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Somebody who changes connectors over REST, and joins their groups; in the background, because a group in motion lets one wait. */
final class Operator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration JOIN = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String COMPANY = "company";
    private static final int MOST_TASKS = 4;

    private final Arena arena;
    private final Load load;
    private final EventLog log;
    private final TaskExecutor hands = new SingleThreadExecutor("chaos-operator");
    private final Set<String> failed = new ConcurrentSkipListSet<>();

    Operator(Arena arena, Load load, EventLog log) {
        this.arena = arena;
        this.load = load;
        this.log = log;
    }

    Optional<Blow> change(Strike strike) {
        return sink(strike).map(sink -> switch (strike.fault()) {
            case TASKS_MAX -> tasksMax(strike, sink);
            case RESTART ->
                act("RESTART " + sink.name(), sink, () -> with(sink, connect -> connect.restart(sink.name())));
            case PAUSE -> interrupted(strike, sink, ConnectClient::pause);
            case STOP -> interrupted(strike, sink, ConnectClient::stop);
            case INTRUDE -> act("INTRUDE into " + sink.name(), sink, () -> intrude(sink, strike.length()));
            case COMPANY -> act("COMPANY beside " + sink.name(), sink, () -> company(sink, strike.length()));
            case ALTER ->
                new Blow("ALTER", "table", arena.all(), Optional.empty(), outcome -> {
                    load.alter();
                    outcome.hit();
                    outcome.over();
                });
            default -> throw new IllegalArgumentException("Not a change: " + strike.fault());
        });
    }

    private Blow tasksMax(Strike strike, Sink sink) {
        String tasks = Integer.toString(1 + strike.pick() / 7 % MOST_TASKS);
        return act(
                "TASKS_MAX " + tasks + " of " + sink.name(),
                sink,
                () -> with(
                        sink,
                        connect -> connect.put(
                                sink.name(),
                                sink.with(Map.of("tasks.max", tasks)).config())));
    }

    private interface Verb {
        void accept(ConnectClient connect, String sink);
    }

    private Blow interrupted(Strike strike, Sink sink, Verb verb) {
        return act(
                strike.fault() + " " + sink.name() + " for " + strike.length().toMillis() + " ms", sink, () -> {
                    boolean done = with(sink, connect -> verb.accept(connect, sink.name()));
                    sleep(strike.length());
                    return with(sink, connect -> connect.resume(sink.name())) && done;
                });
    }

    private interface Step {
        boolean done();
    }

    private Blow act(String what, Sink sink, Step step) {
        List<Sink> touched = List.of(sink);
        return new Blow(
                what,
                sink.name(),
                touched,
                Optional.empty(),
                outcome -> hands.execute(() -> {
                    try {
                        if (step.done()) {
                            outcome.hit();
                        }
                    } finally {
                        outcome.over();
                    }
                }));
    }

    /** Somebody else in the group: its partitions are dealt anew when it comes and when it goes. */
    private boolean intrude(Sink sink, Duration stay) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", arena.kafka().bootstrapServers(),
                "group.id", Watch.group(sink.name()),
                "enable.auto.commit", "false",
                "request.timeout.ms", "5000",
                "default.api.timeout.ms", "5000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Arena.TOPIC));
            long end = System.nanoTime() + JOIN.toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() - end < 0) {
                consumer.poll(POLL);
            }
            boolean dealt = !consumer.assignment().isEmpty();
            long leave = System.nanoTime() + stay.toNanos();
            while (System.nanoTime() - leave < 0) {
                consumer.poll(POLL);
            }
            return dealt;
        } catch (KafkaException brokerIsAway) {
            log.add("the intruder failed: " + brokerIsAway);
            return false;
        }
    }

    /** A connector without work, whose tasks must find a place among the others. */
    private boolean company(Sink beside, Duration stay) {
        Map<String, String> config = Map.of(
                "connector.class", "io.headrace.filesink.FilesSinkConnector",
                "tasks.max", "3",
                "topics", Arena.QUIET,
                "url", "file://" + arena.lake().root().resolve(COMPANY).toUri().getRawPath(),
                "consumer.override.isolation.level", "read_committed");
        boolean created = with(beside, connect -> connect.put(COMPANY, config));
        sleep(stay);
        return created && with(beside, connect -> connect.delete(COMPANY));
    }

    /** Asks the workers until one does it. */
    private boolean with(Sink sink, Consumer<ConnectClient> request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            for (Worker worker : arena.workersOf(sink.target())) {
                if (worker.isUp() && succeeds(worker, request)) {
                    return true;
                }
            }
            sleep(POLL);
        }
        return false;
    }

    private boolean succeeds(Worker worker, Consumer<ConnectClient> request) {
        try {
            request.accept(worker.client());
            return true;
        } catch (RestException | UncheckedIOException | IllegalStateException e) {
            log.add("worker " + worker.name() + " refused: " + e.getMessage());
            return false;
        }
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Sink> sink(Strike strike) {
        List<Sink> sinks = arena.all().stream()
                .filter(sink -> strike.fault().reach().covers(sink.target()))
                .filter(sink -> arena.workersOf(sink.target()).stream()
                        .noneMatch(worker -> worker.state() == Worker.State.FROZEN))
                .toList();
        return Picks.one(sinks, strike.pick());
    }

    /** Looks in the background for tasks that have failed. */
    void lookForFailures() {
        hands.execute(() -> arena.all()
                .forEach(sink -> findFailure(sink).ifPresent(trace -> {
                    if (failed.add(sink.name())) {
                        log.add("FAILED " + sink.name() + ": " + trace);
                    }
                })));
    }

    /** {@return the sinks of which a task was seen failed} */
    Set<String> failed() {
        return new TreeSet<>(failed);
    }

    /** {@return the trace of a failed task, if there is one now} */
    Optional<String> findFailure(Sink sink) {
        for (Worker worker : arena.workersOf(sink.target())) {
            if (worker.isUp()) {
                try {
                    var status = worker.client().status(sink.name());
                    return status.hasFailed() ? Optional.of(status.toString()) : Optional.empty();
                } catch (RestException | UncheckedIOException | IllegalStateException e) {
                    log.add("no status of " + sink.name() + " from " + worker.name() + ": " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /** Gives each sink its own configuration and lets it run. */
    void calm() {
        arena.all().forEach(sink -> {
            with(sink, connect -> connect.put(sink.name(), sink.config()));
            with(sink, connect -> connect.resume(sink.name()));
        });
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        hands.shutdown(PATIENCE);
    }
}
