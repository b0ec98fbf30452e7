package io.headrace.sink.engine;

import io.headrace.core.record.ChangeRecord;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.plan.PlannedTable;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sink.spi.Staged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes up a commit for the sync log: a line per table and partition. */
final class LoadLog {

    private final String loadId;
    private final Instant startedAt;
    private final Instant finishedAt;
    private final Map<TopicPartition, PartitionSlice> slices = new LinkedHashMap<>();
    private final List<LoadEntry> entries = new ArrayList<>();

    private LoadLog(String loadId, Instant startedAt, Instant finishedAt) {
        this.loadId = loadId;
        this.startedAt = startedAt;
        this.finishedAt = finishedAt;
    }

    static List<LoadEntry> entries(
            List<PartitionSlice> slices,
            List<PlannedTable> tables,
            List<Staged> staged,
            String loadId,
            Instant startedAt,
            Instant finishedAt) {
        LoadLog log = new LoadLog(loadId, startedAt, finishedAt);
        for (PartitionSlice slice : slices) {
            LedgerKey key = slice.key();
            log.slices.put(new TopicPartition(key.topic(), key.partition()), slice);
        }
        tables.forEach(table -> log.add(table, staged));
        return log.entries;
    }

    private void add(PlannedTable table, List<Staged> staged) {
        Lines lines = new Lines();
        for (BufferedRecord record : table.records()) {
            lines.of(record.change()).read(record.change().coordinates().offset());
        }
        for (Staged done : staged) {
            if (done.batch().table().id().equals(table.id())) {
                done.batch().blocks().stream()
                        .filter(block -> !done.batch().removesGroups(block))
                        .forEach(lines::written);
            }
        }
        lines.byPartition.forEach((partition, line) -> {
            PartitionSlice slice = slices.get(partition);
            if (slice != null) {
                entries.add(new LoadEntry(
                        loadId,
                        slice.key(),
                        table.id(),
                        line.first,
                        line.last,
                        line.in,
                        line.written,
                        slice.rejected(),
                        table.schemaChange(),
                        startedAt,
                        finishedAt));
            }
        });
    }

    /** Records come in runs of one partition, so the last line found is nearly always the next one wanted. */
    private static final class Lines {
        private final Map<TopicPartition, Line> byPartition = new LinkedHashMap<>();
        private @Nullable String topic;
        private int partition;
        private Line current = new Line();

        private Line of(ChangeRecord record) {
            ChangeRecord.Coordinates at = record.coordinates();
            if (at.partition() != partition || !at.topic().equals(topic)) {
                topic = at.topic();
                partition = at.partition();
                current = byPartition.computeIfAbsent(new TopicPartition(topic, partition), key -> new Line());
            }
            return current;
        }

        private void written(RowBlock block) {
            for (int row = 0; row < block.size(); row++) {
                of(block.origin(row)).written++;
            }
        }
    }

    private static final class Line {
        private long first = Long.MAX_VALUE;
        private long last = -1;
        private long in;
        private long written;

        private void read(long offset) {
            first = Math.min(first, offset);
            last = Math.max(last, offset);
            in++;
        }
    }
}
