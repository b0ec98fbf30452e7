package io.headrace.source.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * The task context that Debezium gets. When Debezium starts again by itself, after a lost connection, it reads the stored offset, although the records after it
 * are on their way to Kafka already; it would send them twice. For that one reading it gets the offset of the last event that was handed out.
 *
 * <p>Every other reading gets what Kafka has stored, because by it Debezium tells the server what log may go.
 */
final class ResumingOffsets implements SourceTaskContext, OffsetStorageReader {

    private final SourceTaskContext context;
    private @Nullable Map<String, ?> resumeAt;

    ResumingOffsets(SourceTaskContext context) {
        this.context = context;
    }

    /** The next reading gets this offset; null takes that back. */
    void resumeAt(@Nullable Map<String, ?> offset) {
        resumeAt = offset;
    }

    @Override
    public Map<String, String> configs() {
        return context.configs();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public @Nullable TransactionContext transactionContext() {
        return context.transactionContext();
    }

    /** Only asked for by workers that have it. */
    @Override
    public PluginMetrics pluginMetrics() {
        return context.pluginMetrics();
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        Map<String, ?> once = resumeAt;
        resumeAt = null;
        return once == null ? context.offsetStorageReader().offset(partition) : new HashMap<>(once);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<String, ?> once = resumeAt;
        resumeAt = null;
        if (once == null) {
            return context.offsetStorageReader().offsets(partitions);
        }
        Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, new HashMap<>(once)));
        return offsets;
    }
}
