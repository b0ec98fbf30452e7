package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Where a change stands in its source's log. Positions of one source compare by {@link #sequence} first and {@link #order} second.
 *
 * @param sequence the log position: an LSN, a binlog position or a version, growing with time
 * @param order the place inside one transaction or log position, 0 when not known
 * @param timestampMillis when the source committed, milliseconds since 1970-01-01T00:00Z, or -1
 * @param schema the source's schema (namespace) of the table, or null
 * @param table the source's table, or null
 * @param transactionId the source's transaction, or null
 */
public record SourcePosition(
        long sequence,
        long order,
        long timestampMillis,
        @Nullable String schema,
        @Nullable String table,
        @Nullable String transactionId)
        implements Comparable<SourcePosition> {

    @Override
    public int compareTo(SourcePosition other) {
        int bySequence = Long.compareUnsigned(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Long.compare(order, other.order);
    }
}
