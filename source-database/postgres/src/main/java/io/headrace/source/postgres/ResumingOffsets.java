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
 * The task context that Debezium gets. Its first reading of the offset, which it makes to start, gets the offset that we want it to start from. Every later one gets
 * what Kafka has stored, because by it Debezium tells the server what log may go.
 */
final class ResumingOffsets implements SourceTaskContext, OffsetStorageReader {

    private final SourceTaskContext context;
    private final @Nullable Map<String, Object> resumeAt;
    private boolean started;

    /** @param resumeAt what the first reading gets, null on a first start */
    ResumingOffsets(SourceTaskContext context, @Nullable Map<String, Object> resumeAt) {
        this.context = context;
        this.resumeAt = resumeAt;
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
        if (started) {
            return context.offsetStorageReader().offset(partition);
        }
        started = true;
        return resumeAt;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        if (started) {
            return context.offsetStorageReader().offsets(partitions);
        }
        started = true;
        Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, resumeAt));
        return offsets;
    }
}
