package io.headrace.source.postgres;

import io.headrace.runtime.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Drives the source task as a worker does, without Kafka: records that are delivered are kept, and the offset of the last delivered one is the stored one.
 */
final class TaskHarness implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Map<String, String> properties;
    private final List<SourceRecord> delivered = new ArrayList<>();
    private @Nullable Map<String, Object> stored;
    private @Nullable PostgresSourceTask task;

    TaskHarness(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    static Map<String, String> properties(EmbeddedPostgres postgres, String name, String tables) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", name);
        properties.put("connector.class", PostgresSourceConnector.class.getName());
        properties.put("url", postgres.url("postgres"));
        properties.put("username", EmbeddedPostgres.USER);
        properties.put("password", EmbeddedPostgres.PASSWORD);
        properties.put("tables", tables);
        properties.put("heartbeat.interval.ms", "500");
        properties.put("debezium.poll.interval.ms", "20");
        properties.put("debezium.retriable.restart.connector.wait.ms", "200");
        return properties;
    }

    /** Starts a task at the stored offset; ends the one before. */
    void start() {
        stop();
        PostgresSourceTask fresh = new PostgresSourceTask();
        fresh.initialize(new Context());
        fresh.start(properties);
        task = fresh;
    }

    /** Starts and waits until the slot is there, so that what happens from now on comes from the log. */
    void startStreaming() throws InterruptedException {
        start();
        int before = delivered.size() - rows().size();
        until("a heartbeat", rows -> delivered.size() - rows.size() > before);
    }

    void stop() {
        PostgresSourceTask running = task;
        task = null;
        if (running != null) {
            running.stop();
        }
    }

    /** What one poll gives; nothing of it counts as delivered yet. */
    List<SourceRecord> poll() throws InterruptedException {
        if (task == null) {
            throw new IllegalStateException("not started");
        }
        List<SourceRecord> polled = task.poll();
        return polled == null ? List.of() : polled;
    }

    /** Delivers records: they are in Kafka and their offset is stored. */
    void deliver(List<SourceRecord> records) {
        for (SourceRecord record : records) {
            delivered.add(record);
            storeOffsetOf(record);
        }
    }

    @SuppressWarnings("unchecked") // Offsets have text keys.
    private void storeOffsetOf(SourceRecord record) {
        if (record.sourceOffset() != null) {
            stored = new HashMap<>((Map<String, Object>) record.sourceOffset());
        }
    }

    /** Tells the task that offsets were stored, as the worker does from time to time. */
    void commit() throws InterruptedException {
        if (task != null) {
            task.commit();
        }
    }

    /** Polls and delivers until all that was delivered is as wanted. */
    List<SourceRecord> until(String what, Predicate<List<SourceRecord>> wanted) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!wanted.test(rows())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited for " + what + "; delivered: " + describe(delivered));
            }
            deliver(poll());
        }
        return rows();
    }

    List<SourceRecord> untilRows(int count) throws InterruptedException {
        return until(count + " records", rows -> rows.size() >= count);
    }

    /** All delivered records but the heartbeats. */
    List<SourceRecord> rows() {
        return delivered.stream().filter(TaskHarness::isRow).toList();
    }

    static boolean isRow(SourceRecord record) {
        return !record.topic().startsWith(DebeziumProperty.HEARTBEAT_TOPIC_PREFIX);
    }

    List<SourceRecord> delivered() {
        return delivered;
    }

    void forget() {
        delivered.clear();
    }

    @Nullable Map<String, Object> stored() {
        return stored;
    }

    void store(@Nullable Map<String, Object> offset) {
        stored = offset;
    }

    @Override
    public void close() {
        stop();
    }

    /** One short text per record, such as {@code u 3 b}: operation, key and the first other column; {@code - 3} is a tombstone. */
    static List<String> describe(List<SourceRecord> records) {
        return records.stream().map(TaskHarness::describe).toList();
    }

    static String describe(SourceRecord record) {
        String key = record.key() instanceof Struct struct
                ? text(struct.get(struct.schema().fields().get(0)))
                : "-";
        if (!(record.value() instanceof Struct value)) {
            return "- " + key;
        }
        if (value.schema().field(RowFormat.OP) == null) {
            return record.topic();
        }
        String other = value.schema().fields().size() < 6
                ? ""
                : " " + text(value.get(value.schema().fields().get(1)));
        return value.getString(RowFormat.OP) + " " + key + other;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "null" : value.toString();
    }

    private final class Context implements SourceTaskContext, OffsetStorageReader {
        @Override
        public Map<String, String> configs() {
            return properties;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("as on a worker of Kafka 3.9");
        }

        @Override
        public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
            return stored == null ? null : new HashMap<>(stored);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
            partitions.forEach(partition -> offsets.put(partition, offset(partition)));
            return offsets;
        }
    }
}
