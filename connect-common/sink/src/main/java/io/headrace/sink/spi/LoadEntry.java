package io.headrace.sink.spi;

import io.headrace.core.schema.TableId;
import java.time.Instant;

/**
 * One line of the sync log {@code _headrace_loads}: what one load brought from one partition to one table.
 *
 * @param loadId same for all lines of one commit; also in the rows' {@code _headrace_load_id}
 * @param firstOffset first and last offset of the records that went to this table
 * @param rowsIn records read for the table; for the table of a list, those of its parent
 * @param rowsWritten rows (or deletes) that reached it after compaction, those included that it kept back because it has a later change of the key (see {@link Batch#order}); for the table of a list its new rows only
 * @param rowsRejected records sent to dead letters
 * @param schemaChange what the schema plan changed, in words, or empty
 */
public record LoadEntry(
        String loadId,
        LedgerKey key,
        TableId table,
        long firstOffset,
        long lastOffset,
        long rowsIn,
        long rowsWritten,
        long rowsRejected,
        String schemaChange,
        Instant startedAt,
        Instant finishedAt) {}
