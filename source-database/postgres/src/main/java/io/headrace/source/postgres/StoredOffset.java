package io.headrace.source.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Debezium's Postgres source offsets, by the names it gives their parts, and the one part that is ours. */
final class StoredOffset {

    /** The greatest log position given out so far: positions of concurrent transactions go back and forth, ours must not. */
    static final String HIGHEST_LSN = "headrace_lsn";

    private static final String LSN = "lsn";
    private static final String SNAPSHOT = "snapshot";
    private static final String TRANSACTION = "transaction_id";
    private static final String MESSAGE_TYPE = "messageType";
    private static final Set<String> ROW_CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "TRUNCATE");

    private StoredOffset() {}

    static long lsn(Map<String, ?> offset) {
        return number(offset.get(LSN));
    }

    static long highestLsn(@Nullable Map<String, ?> offset) {
        return offset == null ? 0 : number(offset.get(HIGHEST_LSN));
    }

    /** The greatest of the positions in an offset: all that was confirmed to the server lies at or before it. */
    static long greatest(Map<String, ?> offset) {
        return Math.max(lsn(offset), Math.max(number(offset.get("lsn_proc")), number(offset.get("lsn_commit"))));
    }

    /** Whether the snapshot that the offset belongs to was not finished; it will begin anew. */
    static boolean isInsideSnapshot(Map<String, ?> offset) {
        return isOfSnapshot(offset)
                && !Boolean.TRUE.equals(offset.get("last_snapshot_record"))
                && !Boolean.TRUE.equals(offset.get("snapshot_completed"));
    }

    /** Whether the offset belongs to a snapshot, whose rows are events each on their own. */
    static boolean isOfSnapshot(Map<String, ?> offset) {
        return offset.get(SNAPSHOT) != null;
    }

    /** The transaction that was open when the offset was made, or that its COMMIT has just ended; null between transactions. */
    static @Nullable String transaction(Map<String, ?> offset) {
        return (String) offset.get(TRANSACTION);
    }

    /** Whether the offset stands behind a row's change, so that its transaction may go on. */
    static boolean isInsideTransaction(Map<String, ?> offset) {
        return transaction(offset) != null && !"COMMIT".equals(offset.get(MESSAGE_TYPE));
    }

    /** Whether the last thing behind the offset is a row's change rather than the begin or end of a transaction. */
    static boolean isAtRowChange(Map<String, ?> offset) {
        Object type = offset.get(MESSAGE_TYPE);
        return type != null && ROW_CHANGES.contains(type.toString());
    }

    static Map<String, Object> withHighestLsn(Map<String, ?> offset, long lsn) {
        Map<String, Object> own = new HashMap<>(offset);
        own.put(HIGHEST_LSN, lsn);
        return own;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
