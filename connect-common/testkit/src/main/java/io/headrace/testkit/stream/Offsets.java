package io.headrace.testkit.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** What Connect remembers of source partitions, in memory. Outlives the tasks that read it. */
public final class Offsets implements OffsetStorageReader {
    private final Map<Map<String, ?>, Map<String, ?>> stored = new LinkedHashMap<>();

    /** Remembers the offset of a record, as Connect does once Kafka has it. */
    public synchronized void commit(SourceRecord record) {
        put(copy(record.sourcePartition()), copy(record.sourceOffset()));
    }

    public synchronized void put(Map<String, ?> partition, Map<String, ?> offset) {
        stored.put(partition, offset);
    }

    public synchronized Map<Map<String, ?>, Map<String, ?>> all() {
        return new LinkedHashMap<>(stored);
    }

    /** {@return the same memory, which then goes its own way} */
    public Offsets copy() {
        Offsets copy = new Offsets();
        all().forEach(copy::put);
        return copy;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public synchronized <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return (Map<String, Object>) stored.get(partition);
    }

    @Override
    @SuppressWarnings("NullAway")
    public synchronized <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, offset(partition)));
        return found;
    }

    private static Map<String, ?> copy(Map<String, ?> map) {
        return new LinkedHashMap<>(map);
    }
}
