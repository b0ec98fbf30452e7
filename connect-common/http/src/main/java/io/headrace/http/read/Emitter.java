package io.headrace.http.read;

import io.headrace.http.page.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the chunks of one window into records with positions: passes over what was emitted before, and checks that a page which is read again begins as it did.
 */
final class Emitter {

    private final boolean keyed;
    private final Position from;
    private Frame frame;
    private Trail trail;
    private PageToken page;
    private long index = 0;
    private long prefix = 0;
    private long expectedIndex;
    private Skips skips;
    private boolean again;
    private @Nullable Rejoin rejoin;

    private Emitter(boolean keyed, Position from, long expectedIndex, boolean again) {
        this.keyed = keyed;
        this.from = from;
        this.frame = from.frame();
        this.trail = from.trail();
        this.page = from.page();
        this.expectedIndex = expectedIndex;
        this.again = again;
        this.skips = Skips.of(keyed, trail.seen(), again);
    }

    /** At the begin of a window. */
    static Emitter fresh(boolean keyed, Position begin) {
        return new Emitter(keyed, begin, 0, false);
    }

    /** At a page that was begun. */
    static Emitter inPage(boolean keyed, Position from) {
        return new Emitter(keyed, from, from.index(), false);
    }

    /** At a page that was begun and is another one than it was. */
    static Emitter joining(Position from) {
        Emitter joining = new Emitter(true, from, from.index(), false);
        joining.rejoin = new Rejoin(from.trail().seen(), from.index());
        return joining;
    }

    /** At the begin of a window that was begun. */
    static Emitter again(boolean keyed, Position from) {
        Position begin = Position.at(from.frame(), from.trail());
        return new Emitter(keyed, begin, 0, true);
    }

    /** What is to be emitted of a chunk; {@link #hasDrifted()} tells whether the page is another one than it was. */
    List<Read> emit(Step.Chunk chunk) {
        if (chunk.startsPage()) {
            page = chunk.page();
            index = 0;
            prefix = 0;
        }
        if (chunk.anew()) {
            expectedIndex = 0;
            again = true;
            skips = Skips.of(keyed, trail.seen(), true);
            trail = trail.ahead(Boundary.MOST);
        }
        if (!frame.window().equals(Optional.of(chunk.window()))) {
            frame = frame.in(chunk.window());
        }
        frame = frame.asked(chunk.asked());
        List<Read> reads = new ArrayList<>();
        for (Entry entry : chunk.entries()) {
            take(entry, reads);
            if (hasDrifted()) {
                return List.of();
            }
        }
        if (chunk.endsPage()) {
            endPage(reads);
        }
        return reads;
    }

    private void take(Entry entry, List<Read> reads) {
        index++;
        prefix = Hashes.mix(prefix, entry.hash());
        Rejoin joining = rejoin;
        if (joining != null) {
            join(joining, joining.look(entry, index, prefix), reads);
        } else if (index > expectedIndex) {
            pass(entry, index, prefix, reads);
        } else if (index == expectedIndex && prefix != from.prefix()) {
            drift();
        } else if (index == expectedIndex) {
            trail = trail.ahead(trail.behind(entry.hash()));
        }
    }

    private void endPage(List<Read> reads) {
        Rejoin joining = rejoin;
        if (joining != null) {
            join(joining, joining.end(), reads);
        }
        if (index < expectedIndex) {
            drift();
        } else if (!hasDrifted()) {
            expectedIndex = 0;
        }
    }

    private void join(Rejoin joining, Rejoin.State state, List<Read> reads) {
        if (state == Rejoin.State.LOST) {
            drift();
        } else if (state == Rejoin.State.FOUND) {
            // Until all that came in between is emitted, a restart must look for it again.
            trail = trail.ahead(from.index());
            joining.between().forEach(held -> pass(held.entry(), from.index(), from.prefix(), reads));
            trail = trail.ahead(0);
            joining.behind().forEach(held -> pass(held.entry(), held.index(), held.prefix(), reads));
            rejoin = null;
            expectedIndex = 0;
        }
    }

    private void pass(Entry entry, long place, long hash, List<Read> reads) {
        if (cameBefore(entry)) {
            return;
        }
        if (skips.has(entry.hash())) {
            trail = trail.ahead(0);
            return;
        }
        skips.add(entry.hash());
        trail = trail.plus(entry.hash(), entry.mark(), entry.rank());
        Position after = new Position(frame, page, place, hash, trail);
        reads.add(new Read(entry.stream(), entry.record(), entry.key(), entry.op(), after));
    }

    /** Whether an earlier pass emitted the record as it is. */
    private boolean cameBefore(Entry entry) {
        Boundary before = frame.boundary();
        return before.reaches(entry.rank()) && (before.contains(entry.hash()) || before.contains(entry.restated()));
    }

    private void drift() {
        expectedIndex = -1;
    }

    /** Whether the page is another one than it was, so that nothing may be emitted of it. */
    boolean hasDrifted() {
        return expectedIndex < 0;
    }

    /** Whether reading may go on in a page that drifted, because its window is not known from its begin on, but what was emitted of the page is. */
    boolean mayJoin() {
        return keyed && rejoin == null && trail.hasForgotten() && from.index() <= Boundary.MOST;
    }

    /** Whether what was emitted can be told only from the window's begin on: records without keys are passed over by their number. */
    boolean needsBegin() {
        return again && !keyed;
    }

    /** Where reading goes on behind what was emitted. While a page is still being checked, that is where it was. */
    Position position() {
        boolean settled = !hasDrifted() && index >= expectedIndex && rejoin == null;
        return settled
                ? new Position(frame, page, index, prefix, trail)
                : new Position(frame, page, from.index(), from.prefix(), trail);
    }

    Frame frame() {
        return frame;
    }

    Trail trail() {
        return trail;
    }
}
