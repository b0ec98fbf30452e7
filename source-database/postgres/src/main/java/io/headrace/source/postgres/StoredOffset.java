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
    private static final String LSN_PROCESSED = "lsn_proc";
    private static final String LSN_COMMIT = "lsn_commit";
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
        return Math.max(lsn(offset), Math.max(number(offset.get(LSN_PROCESSED)), number(offset.get(LSN_COMMIT))));
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

    /**
     * The offset to give to Debezium, so that it asks the server for every transaction that commits after the last one that was handed out whole, and passes on all of it;
     * {@link EventStream} leaves out what the first of them has given already.
     *
     * <p>A snapshot that was not finished gives none: it begins anew and is followed by all that happened since the slot was made (see {@link
     * io.headrace.source.postgres.capture.WholeSnapshotter}).
     *
     * <p>From the offset as it stands, Debezium would search for the event to go on with by its log position. But the end of a commit is the position of whatever is
     * written next, which may be a change in the middle of another transaction: the search then stops there, and that transaction's earlier changes are lost.
     * Without {@code lsn_proc} it does not search.
     */
    static @Nullable Map<String, Object> resume(Map<String, ?> offset) {
        if (isInsideSnapshot(offset)) {
            return null;
        }
        Map<String, Object> resume = new HashMap<>(offset);
        resume.keySet().removeIf(key -> key.startsWith("transaction_"));
        resume.remove(LSN_PROCESSED);
        resume.remove(MESSAGE_TYPE);
        Object commit = offset.get(LSN_COMMIT);
        if (commit != null) {
            resume.put(LSN, commit);
        }
        return resume;
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
