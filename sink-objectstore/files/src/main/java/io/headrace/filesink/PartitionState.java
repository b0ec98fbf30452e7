package io.headrace.filesink;

import io.headrace.files.store.StagedObject;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LoadEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All that one partition's loads have to remember, swapped as a whole: who swaps it has committed.
 *
 * @param entry the ledger entry
 * @param revision grows with every swap, so that no two states are ever equal
 * @param pending files of the last batch, which may not all be visible yet
 * @param before the position before the last batch, while its files are pending: there the partition goes on if one of them is lost
 * @param undo files of a batch that was taken back, which may not all be gone yet
 * @param loads the newest lines of the sync log
 */
record PartitionState(
        LedgerEntry entry,
        long revision,
        List<StagedObject> pending,
        @Nullable LedgerEntry before,
        List<StagedObject> undo,
        List<LoadEntry> loads) {

    /** Lines of the sync log that a state keeps; a commit with more lines keeps all of its own. */
    static final int KEPT_LOADS = 100;

    PartitionState {
        pending = List.copyOf(pending);
        undo = List.copyOf(undo);
        loads = List.copyOf(loads);
    }

    static PartitionState absent(LedgerEntry entry) {
        return new PartitionState(entry, 0, List.of(), null, List.of(), List.of());
    }

    boolean matches(LedgerEntry expected) {
        return entry.next() == expected.next() && entry.generation() == expected.generation();
    }

    boolean isSettled() {
        return pending.isEmpty() && undo.isEmpty();
    }

    /** The batch is committed; its files are to be published. */
    PartitionState advanced(LedgerChange change, List<StagedObject> files, List<LoadEntry> lines) {
        List<LoadEntry> log = new ArrayList<>(loads);
        log.addAll(lines);
        int keep = Math.max(KEPT_LOADS, lines.size());
        return new PartitionState(
                change.updated(),
                revision + 1,
                files,
                files.isEmpty() ? null : entry,
                List.of(),
                log.subList(Math.max(0, log.size() - keep), log.size()));
    }

    /** The pending files are published, those to undo are gone. */
    PartitionState settled() {
        return new PartitionState(entry, revision + 1, List.of(), null, List.of(), loads);
    }

    /** The last batch is taken back, because a file of it is lost. */
    PartitionState rolledBack() {
        LedgerEntry to = Objects.requireNonNull(before, "pending files always have a position before them");
        return new PartitionState(
                to,
                revision + 1,
                List.of(),
                null,
                pending,
                loads.stream().filter(line -> line.lastOffset() < to.next()).toList());
    }

    /** The same, under a new revision: no swap that expects the old one can succeed any more. */
    PartitionState fenced() {
        return new PartitionState(entry, revision + 1, pending, before, undo, loads);
    }

    PartitionState reset(OptionalLong next) {
        return new PartitionState(
                new LedgerEntry(entry.key(), next.orElse(LedgerEntry.NONE), entry.generation() + 1, null),
                revision + 1,
                List.of(),
                null,
                List.of(),
                loads);
    }
}
