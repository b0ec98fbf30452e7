package io.headrace.testkit.connect;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.HeadraceSinkTask;
import io.headrace.sink.SinkEnvironment;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.engine.EngineParts.BatchIdentity;
import io.headrace.sink.plan.Compactor;
import io.headrace.sink.plan.LastPerKey;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.FaultyDestination;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A small cluster for sinks: topics, a consumer group, a clock, and as many tasks as a test starts, each the real engine on a destination with faults. */
public final class SinkHarness {

    private static final int MANY_ROUNDS = 2_000;
    private static final long BUDGET = 1L << 30;

    public final FakeTopics topics = new FakeTopics();
    public final ManualClock clock = new ManualClock();
    public final Map<TopicPartition, Long> group = new HashMap<>();
    public final FakeReporter reporter = new FakeReporter();

    private final Supplier<Destination> destinations;
    private final Settings targetSettings;
    private final Map<String, String> config;
    private final Random random;
    private final AtomicLong loads = new AtomicLong();
    private Compactor compactor = new LastPerKey();
    private BatchIdentity identity = BatchIdentity.FROM_LEDGER;
    private UnaryOperator<SinkRecord> transform = UnaryOperator.identity();
    private boolean deadLetters = true;

    /**
     * @param destinations makes a fresh session with the one target, as each task start does
     * @param config the sink's settings besides {@code name} and the isolation level
     */
    public SinkHarness(
            Supplier<Destination> destinations, Settings targetSettings, Map<String, String> config, long seed) {
        this.destinations = destinations;
        this.targetSettings = targetSettings;
        this.config = new HashMap<>(Map.of("name", "sink", "consumer.override.isolation.level", "read_committed"));
        this.config.putAll(config);
        this.random = new Random(seed);
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
                MemoryBudget.ofBytes(BUDGET),
                random,
                compactor,
                identity,
                (options, number) -> "load-" + loads.incrementAndGet());
        HeadraceSinkTask task = new EngineTask(new Factory(faults), environment);
        return new FakeTask(topics, group, task, config, deadLetters ? reporter : null, executor, transform);
    }

    public FakeTask start(Collection<TopicPartition> partitions) {
        FakeTask task = start(Faults.NONE);
        task.assign(partitions);
        return task;
    }

    /** One round: the worker's turn, then everything its loader can do. */
    public void round(FakeTask task) {
        task.iterate(Integer.MAX_VALUE);
        while (task.executor().runNext()) {
            // each piece may make the next one ready
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
            boolean done = task.assignment().stream()
                    .allMatch(partition -> group.getOrDefault(partition, 0L) >= topics.end(partition)
                            || topics.records(partition).isEmpty());
            quiet = done && durable(task) == before ? quiet + 1 : 0;
        }
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

    private final class Factory implements DestinationFactory {
        private final Faults faults;

        Factory(Faults faults) {
            this.faults = faults;
        }

        @Override
        public Settings settings() {
            return targetSettings;
        }

        @Override
        public void validate(Values values, Problems problems) {
            // The harness is told what is right.
        }

        @Override
        public Destination create(Values values, String connectorName, int taskId) {
            return new FaultyDestination(destinations.get(), faults);
        }

        @Override
        public boolean merges() {
            return true;
        }
    }

    /** The task's failure text, or null. */
    public static @Nullable String failureOf(FakeTask task) {
        RuntimeException failure = task.failure();
        return failure == null ? null : failure.getMessage();
    }
}
