package io.headrace.testkit.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * One sink task under the runtime's rules, as read in Connect 4.3.1's {@code WorkerSinkTask}: rewinds before each poll, no records of paused partitions, an empty
 * {@code put} when nothing came, exceptions of {@code preCommit} swallowed with a seek back, exceptions of {@code open} kept until the next poll.
 */
public final class FakeTask {

    private final FakeTopics topics;
    private final Map<TopicPartition, Long> group;
    private final SinkTask task;
    private final Context context;
    private final ManualExecutor executor;
    private final UnaryOperator<SinkRecord> transform;
    private final Runnable atDeath;
    private final FakeMetrics metrics = new FakeMetrics();
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> consumed = new HashMap<>();
    private final List<RuntimeException> swallowed = new ArrayList<>();
    private @Nullable RuntimeException openFailure;
    private @Nullable RuntimeException failure;
    private boolean expelled;
    private boolean dead;

    FakeTask(
            FakeTopics topics,
            Map<TopicPartition, Long> group,
            SinkTask task,
            Map<String, String> config,
            @Nullable ErrantRecordReporter reporter,
            ManualExecutor executor,
            UnaryOperator<SinkRecord> transform,
            Runnable atDeath) {
        this.atDeath = atDeath;
        this.topics = topics;
        this.group = group;
        this.task = task;
        this.executor = executor;
        this.transform = transform;
        this.context = new Context(config, reporter);
        task.initialize(context);
        task.start(config);
    }

    public ManualExecutor executor() {
        return executor;
    }

    public Set<TopicPartition> assignment() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(positions.keySet()));
    }

    /** What the worker only logged: exceptions of {@code preCommit}. */
    public List<RuntimeException> swallowed() {
        return List.copyOf(swallowed);
    }

    /** The value of one of the task's metrics; 0 when it shows none of the name. */
    public long metric(String name) {
        return metrics.value(name);
    }

    /** Why the task is FAILED, if it is. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Adds partitions, as a cooperative rebalance does. Like every rebalance it happens inside a poll, after the rewind that begins it. */
    public void assign(Collection<TopicPartition> added) {
        rewind();
        for (TopicPartition partition : added) {
            long committed = group.getOrDefault(partition, topics.start(partition));
            positions.put(partition, committed);
            consumed.put(partition, committed);
        }
        try {
            task.open(added);
        } catch (RuntimeException e) {
            openFailure = e;
        }
    }

    /** Takes partitions away in good order: commit, then close. */
    public void revoke(Collection<TopicPartition> taken) {
        rewind();
        commit(taken);
        task.close(taken);
        taken.forEach(positions::remove);
        taken.forEach(consumed::remove);
        context.paused.removeAll(taken);
    }

    /** Everything is taken away and the new assignment given, as an eager rebalance does. Partitions that come back stay paused, as the runtime leaves them. */
    public void reassign(Collection<TopicPartition> assignment) {
        Set<TopicPartition> paused = new HashSet<>(context.paused);
        revoke(assignment());
        paused.retainAll(assignment);
        context.paused.addAll(paused);
        assign(assignment);
    }

    /** The group went on without this task, which does not know it yet: it still writes, but Kafka refuses its commits. */
    public void expel() {
        expelled = true;
    }

    /** An expelled task found out and joined again, without partitions. */
    public void rejoin() {
        lose(assignment());
        expelled = false;
    }

    /** The group took the partitions away while the task was not looking: only {@code close} is called. */
    public void lose(Collection<TopicPartition> lost) {
        rewind();
        task.close(lost);
        lost.forEach(positions::remove);
        lost.forEach(consumed::remove);
        context.paused.removeAll(lost);
    }

    /**
     * One round of the worker: rewind, poll, put.
     *
     * @param most records per partition
     */
    public void iterate(int most) {
        if (failure != null) {
            return;
        }
        try {
            if (openFailure != null) {
                throw openFailure;
            }
            rewind();
            task.put(poll(most));
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The worker's own offset commit. */
    public void commit() {
        if (failure == null) {
            commit(positions.keySet());
        }
    }

    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
        partitions.forEach(
                partition -> current.put(partition, new OffsetAndMetadata(consumed.getOrDefault(partition, 0L))));
        Map<TopicPartition, OffsetAndMetadata> durable;
        try {
            durable = task.preCommit(current);
        } catch (RuntimeException e) {
            swallowed.add(e);
            partitions.forEach(
                    partition -> positions.put(partition, group.getOrDefault(partition, topics.start(partition))));
            return;
        }
        durable.forEach((partition, offset) -> {
            if (!expelled
                    && positions.containsKey(partition)
                    && offset.offset() <= consumed.getOrDefault(partition, 0L)) {
                group.put(partition, offset.offset());
            }
        });
    }

    /** Ends the task in good order. */
    public void stop() {
        if (failure == null) {
            commit();
        }
        task.close(assignment());
        task.stop();
        positions.clear();
        dead = true;
    }

    /** The process dies: nothing more is called, and the system closes its connections. */
    public void kill() {
        executor.kill();
        failure = new ConnectException("killed");
        dead = true;
        atDeath.run();
    }

    /** Whether the process is gone, so that a new one may start. */
    public boolean dead() {
        return dead;
    }

    /** Whether the task asked that no records of the partition come. */
    public boolean paused(TopicPartition partition) {
        return context.paused.contains(partition);
    }

    private void rewind() {
        context.seeks.forEach((partition, offset) -> {
            if (!positions.containsKey(partition)) {
                throw new IllegalStateException("No current assignment for partition " + partition);
            }
            positions.put(partition, offset);
            consumed.put(partition, offset);
        });
        context.seeks.clear();
    }

    private List<SinkRecord> poll(int most) {
        List<SinkRecord> batch = new ArrayList<>();
        positions.replaceAll((partition, position) -> {
            if (context.paused.contains(partition)) {
                return position;
            }
            boolean outOfRange = position < topics.start(partition) || position > topics.end(partition);
            long from = outOfRange ? topics.start(partition) : position;
            List<SinkRecord> read = topics.read(partition, from, most);
            read.forEach(record -> batch.add(transform.apply(record)));
            long next = read.isEmpty() ? from : read.get(read.size() - 1).kafkaOffset() + 1;
            consumed.put(partition, next);
            return next;
        });
        return batch;
    }

    /** How long the worker may now wait for records, as the task asked; -1 when it did not. */
    public long askedTimeout() {
        return context.timeout;
    }

    private final class Context implements SinkTaskContext {
        private final Map<String, String> config;
        private final @Nullable ErrantRecordReporter reporter;
        private final Map<TopicPartition, Long> seeks = new HashMap<>();
        private final Set<TopicPartition> paused = new HashSet<>();
        private long timeout = -1;

        Context(Map<String, String> config, @Nullable ErrantRecordReporter reporter) {
            this.config = config;
            this.reporter = reporter;
        }

        @Override
        public Map<String, String> configs() {
            return config;
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {
            seeks.putAll(offsets);
        }

        @Override
        public void offset(TopicPartition partition, long offset) {
            seeks.put(partition, offset);
        }

        @Override
        public void timeout(long millis) {
            timeout = millis;
        }

        @Override
        public Set<TopicPartition> assignment() {
            return FakeTask.this.assignment();
        }

        @Override
        public void pause(TopicPartition... partitions) {
            requireAssigned(partitions);
            paused.addAll(List.of(partitions));
        }

        @Override
        public void resume(TopicPartition... partitions) {
            requireAssigned(partitions);
            List.of(partitions).forEach(paused::remove);
        }

        private void requireAssigned(TopicPartition... partitions) {
            for (TopicPartition partition : partitions) {
                if (!positions.containsKey(partition)) {
                    throw new IllegalStateException("No current assignment for partition " + partition);
                }
            }
        }

        @Override
        public void requestCommit() {
            // The worker commits when the test says so.
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return metrics;
        }

        @Override
        public @Nullable ErrantRecordReporter errantRecordReporter() {
            return reporter;
        }
    }
}
