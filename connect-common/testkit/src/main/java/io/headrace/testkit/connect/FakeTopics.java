package io.headrace.testkit.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The log of a Kafka cluster as a read-committed consumer sees it: records with offsets that may have gaps, a start that retention moves, topics that can be deleted. */
public final class FakeTopics {

    private final Map<TopicPartition, Log> logs =
            new TreeMap<>((one, other) -> one.topic().equals(other.topic())
                    ? Integer.compare(one.partition(), other.partition())
                    : one.topic().compareTo(other.topic()));

    private final Map<String, Integer> creations = new HashMap<>();

    private static final class Log {
        private final List<SinkRecord> records = new ArrayList<>();
        private long start;
        private long end;
    }

    /**
     * Appends a record.
     *
     * @return its offset
     */
    public long append(
            TopicPartition partition, @Nullable SchemaAndValue key, @Nullable SchemaAndValue value, long timestamp) {
        Log log = log(partition);
        SinkRecord record = new SinkRecord(
                partition.topic(),
                partition.partition(),
                key == null ? null : key.schema(),
                key == null ? null : key.value(),
                value == null ? null : value.schema(),
                value == null ? null : value.value(),
                log.end,
                timestamp,
                TimestampType.CREATE_TIME);
        log.records.add(record);
        return log.end++;
    }

    public long append(
            TopicPartition partition,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema schema,
            @Nullable Object value) {
        return append(
                partition,
                key == null ? null : new SchemaAndValue(keySchema, key),
                value == null ? null : new SchemaAndValue(schema, value),
                1_700_000_000_000L + log(partition).end);
    }

    /** Leaves out some offsets, as transaction markers, compaction and filters do. */
    public void skip(TopicPartition partition, long offsets) {
        log(partition).end += offsets;
    }

    /** Drops records below an offset, as retention does. */
    public void retainFrom(TopicPartition partition, long offset) {
        Log log = log(partition);
        log.start = Math.max(log.start, offset);
        log.records.removeIf(record -> record.kafkaOffset() < offset);
    }

    /** Takes one record out, as compaction does when a later one has its key. */
    public void compact(TopicPartition partition, long offset) {
        log(partition).records.removeIf(record -> record.kafkaOffset() == offset);
    }

    /** The topic's id: another one after {@link #recreate}. */
    public String id(String topic) {
        return topic + "#" + creations.getOrDefault(topic, 1);
    }

    /** Deletes the topic and creates it again, empty. */
    public void recreate(String topic) {
        creations.merge(topic, 2, (count, first) -> count + 1);
        logs.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList()
                .forEach(partition -> {
                    logs.put(partition, new Log());
                });
    }

    public long end(TopicPartition partition) {
        return log(partition).end;
    }

    public long start(TopicPartition partition) {
        return log(partition).start;
    }

    public Collection<TopicPartition> partitions() {
        return List.copyOf(logs.keySet());
    }

    /** All records that are there. */
    public List<SinkRecord> records(TopicPartition partition) {
        return List.copyOf(log(partition).records);
    }

    /** The first records at or after an offset. */
    List<SinkRecord> read(TopicPartition partition, long from, int most) {
        List<SinkRecord> found = new ArrayList<>();
        List<SinkRecord> all = log(partition).records;
        for (int i = firstAt(all, from); i < all.size() && found.size() < most; i++) {
            found.add(all.get(i));
        }
        return found;
    }

    private static int firstAt(List<SinkRecord> records, long offset) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).kafkaOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Log log(TopicPartition partition) {
        return logs.computeIfAbsent(partition, created -> new Log());
    }
}
