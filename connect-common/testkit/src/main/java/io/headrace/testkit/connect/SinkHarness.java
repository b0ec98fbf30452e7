package io.headrace.testkit.connect;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.HeadraceSinkTask;
import io.headrace.sink.SinkEnvironment;
import io.headrace.sink.brokers.Brokers;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.engine.EngineParts.BatchIdentity;
import io.headrace.sink.plan.Compactor;
import io.headrace.sink.plan.LastPerKey;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.fault.CrashError;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.FaultyDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A small cluster for sinks: topics, a consumer group, a clock, and as many tasks as a test starts, each the real engine on a destination with faults. */
public final class SinkHarness {

    private static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
    private static final int MANY_ROUNDS = 2_000;
    private static final long BUDGET = 1L << 30;

    public final FakeTopics topics = new FakeTopics();
    public final ManualClock clock = new ManualClock();
    public final Map<TopicPartition, Long> group = new HashMap<>();
    public final FakeReporter reporter = new FakeReporter();

    /** Asked by tasks that have {@code kafka.bootstrap.servers}. */
    public final FakeBrokers brokers = new FakeBrokers(topics);

    private final DestinationFactory target;
    private final Map<String, String> config;
    private final Random random;
    private final AtomicLong loads = new AtomicLong();
    private Compactor compactor = new LastPerKey();
    private BatchIdentity identity = BatchIdentity.FROM_LEDGER;
    private UnaryOperator<SinkRecord> transform = UnaryOperator.identity();
    private boolean deadLetters = true;
    private MemoryBudget budget = MemoryBudget.ofBytes(BUDGET);
    private Consumer<Destination> abandon = Destination::close;

    /**
     * @param destinations makes a fresh session with the one target, as each task start does
     * @param config the sink's settings besides {@code name} and the isolation level
     */
    public SinkHarness(
            Supplier<Destination> destinations, Settings targetSettings, Map<String, String> config, long seed) {
        this(new Sessions(destinations, targetSettings), config, seed);
    }

    /** @param config the sink's and the target's settings besides {@code name} and the isolation level */
    public SinkHarness(DestinationFactory target, Map<String, String> config, long seed) {
        this.target = target;
        this.config = new HashMap<>(Map.of("name", "sink", "consumer.override.isolation.level", "read_committed"));
        this.config.put(DEAD_LETTER_TOPIC, "aside");
        this.config.putAll(config);
        this.random = new Random(seed);
    }

    /** How the operating system ends a session whose process is killed. */
    public SinkHarness abandoning(Consumer<Destination> other) {
        abandon = other;
        return this;
    }

    public SinkHarness budgeting(MemoryBudget other) {
        budget = other;
        return this;
    }

    /** Sets a key for tasks that are started from now on, as a change of the connector's configuration does. */
    public SinkHarness setting(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** The configuration as Connect has it. */
    public Map<String, String> config() {
        return Map.copyOf(config);
    }

    public SinkHarness compacting(Compactor other) {
        compactor = other;
        return this;
    }

    public SinkHarness identifying(BatchIdentity other) {
        identity = other;
        return this;
    }

    public SinkHarness transforming(UnaryOperator<SinkRecord> other) {
        transform = other;
        return this;
    }

    public SinkHarness withoutDeadLetters() {
        config.remove(DEAD_LETTER_TOPIC);
        deadLetters = false;
        return this;
    }

    /** Starts a task. It has no partitions yet. */
    public FakeTask start(Faults faults) {
        ManualExecutor executor = new ManualExecutor(clock);
        SinkEnvironment environment = new SinkEnvironment(
                clock,
                clock::nanos,
                name -> executor,
                options -> options.isGiven() ? brokers : Brokers.NONE,
                budget,
                random,
                compactor,
                identity,
                (options, number) -> "load-" + loads.incrementAndGet());
        FakeReporter.Producer letters = reporter.newProducer();
        WithFaults factory = new WithFaults(target, faults);
        return new FakeTask(
                topics,
                group,
                new EngineTask(factory, environment),
                config,
                deadLetters ? letters : null,
                executor,
                transform,
                () -> {
                    letters.lose();
                    factory.sessions.forEach(abandon);
                });
    }

    /** Starts a task with faults and gives it partitions. */
    public FakeTask start(Faults faults, Collection<TopicPartition> partitions) {
        FakeTask task = start(faults);
        task.assign(partitions);
        return task;
    }

    public FakeTask start(Collection<TopicPartition> partitions) {
        FakeTask task = start(Faults.NONE);
        task.assign(partitions);
        return task;
    }

    /** One round: the worker's turn, then everything its loader can do. */
    public void round(FakeTask task) {
        task.iterate(Integer.MAX_VALUE);
        while (step(task)) {
            // each piece may make the next one ready
        }
    }

    /**
     * Runs one piece of the loader. If it kills the process, the task is dead afterwards.
     *
     * @return false when nothing is due
     */
    public boolean step(FakeTask task) {
        try {
            return task.executor().runNext();
        } catch (CrashError e) {
            task.kill();
            return false;
        }
    }

    /** Rounds with time passing until the task has nothing left to read or load, or has failed. */
    public void drain(FakeTask task) {
        int quiet = 0;
        for (int i = 0; i < MANY_ROUNDS && quiet < 3 && task.failure() == null; i++) {
            long before = durable(task);
            clock.advance(Duration.ofSeconds(10));
            round(task);
            task.commit();
            boolean done = task.assignment().stream().allMatch(this::committed);
            quiet = done && durable(task) == before ? quiet + 1 : 0;
        }
    }

    /** Whether the group's offset is behind the last record. */
    private boolean committed(TopicPartition partition) {
        List<SinkRecord> records = topics.records(partition);
        return records.isEmpty()
                || group.getOrDefault(partition, 0L)
                        > records.get(records.size() - 1).kafkaOffset();
    }

    private long durable(FakeTask task) {
        return task.assignment().stream()
                .mapToLong(partition -> group.getOrDefault(partition, 0L))
                .sum();
    }

    private static final class EngineTask extends HeadraceSinkTask {
        EngineTask(DestinationFactory factory, SinkEnvironment environment) {
            super(factory, environment);
        }
    }

    /** A target without a factory of its own. */
    private record Sessions(Supplier<Destination> destinations, Settings settings) implements DestinationFactory {
        @Override
        public void validate(Values values, Problems problems) {
            // The harness is told what is right.
        }

        @Override
        public Destination create(Values values, String connectorName, int taskId) {
            return destinations.get();
        }

        @Override
        public boolean merges() {
            return true;
        }
    }

    /** The target's factory, with faults around what it makes. */
    private static final class WithFaults implements DestinationFactory {
        private final DestinationFactory real;
        private final Faults faults;
        private final List<Destination> sessions = new ArrayList<>();

        WithFaults(DestinationFactory real, Faults faults) {
            this.real = real;
            this.faults = faults;
        }

        @Override
        public Settings settings() {
            return real.settings();
        }

        @Override
        public void validate(Values values, Problems problems) {
            real.validate(values, problems);
        }

        @Override
        public Destination create(Values values, String connectorName, int taskId) {
            Destination session = real.create(values, connectorName, taskId);
            sessions.add(session);
            return new FaultyDestination(session, faults);
        }

        @Override
        public boolean merges() {
            return real.merges();
        }
    }

    /** The task's failure text, or null. */
    public static @Nullable String failureOf(FakeTask task) {
        RuntimeException failure = task.failure();
        return failure == null ? null : failure.getMessage();
    }
}
