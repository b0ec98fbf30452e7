package io.headrace.source.postgres;

import io.headrace.core.error.HeadraceException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/** What only the stored offset can tell: whether the slot still has everything that follows it. */
final class StartCheck {

    private StartCheck() {}

    /**
     * Refuses to go on where changes are gone.
     *
     * @param stored the offset to start from, or null on a first start
     */
    static void check(
            SourceSettings.Snapshot snapshot, Names names, ServerFacts facts, @Nullable Map<String, ?> stored) {
        if (stored == null
                || StoredOffset.isInsideSnapshot(stored)
                || snapshot == SourceSettings.Snapshot.ONLY
                || snapshot == SourceSettings.Snapshot.WHEN_NEEDED) {
            return;
        }
        Optional<ServerFacts.Slot> slot = facts.slot();
        String at = LogSequenceNumber.valueOf(StoredOffset.greatest(stored)).asString();
        if (slot.isEmpty()) {
            throw HeadraceException.config("The replication slot '" + names.slot()
                    + "' is gone, and with it the changes since " + at + ". " + mend());
        }
        if (slot.get().lost()) {
            throw HeadraceException.config(lost(names.slot()));
        }
        if (Long.compareUnsigned(slot.get().confirmedLsn(), StoredOffset.greatest(stored)) > 0) {
            throw HeadraceException.config("The replication slot '" + names.slot() + "' begins at "
                    + LogSequenceNumber.valueOf(slot.get().confirmedLsn()).asString()
                    + ", after the stored offset " + at
                    + ": it was made anew or moved by somebody else, and the changes between are gone. " + mend());
        }
    }

    static String lost(String slot) {
        return "the server has removed log that the slot '" + slot
                + "' still needed (max_slot_wal_keep_size), so changes are gone. Drop it with SELECT pg_drop_replication_slot('"
                + slot + "') and raise max_slot_wal_keep_size. " + mend();
    }

    private static String mend() {
        return "To read all tables again, stop the connector, delete its offsets (DELETE /connectors/NAME/offsets) and resume it, or set snapshot=when_needed; deletes that fell into the gap stay unseen.";
    }
}
