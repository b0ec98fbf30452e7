package io.headrace.http.read;

import io.headrace.http.page.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the chunks of one window into records with positions: passes over what was emitted before, and checks that a page which is read again begins as it did.
 */
final class Emitter {

    private final boolean keyed;
    private Frame frame;
    private Trail trail;
    private PageToken page;
    private long index = 0;
    private long prefix = 0;
    private long expectedIndex;
    private final long expectedPrefix;
    private Skips skips;
    private boolean again;

    private Emitter(boolean keyed, Position from, long expectedIndex, boolean again) {
        this.keyed = keyed;
        this.frame = from.frame();
        this.trail = from.trail();
        this.page = from.page();
        this.expectedIndex = expectedIndex;
        this.expectedPrefix = from.prefix();
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
        if (chunk.endsPage() && index < expectedIndex) {
            drift();
        } else if (chunk.endsPage()) {
            expectedIndex = 0;
        }
        return reads;
    }

    private void take(Entry entry, List<Read> reads) {
        index++;
        prefix = Hashes.mix(prefix, entry.hash());
        if (index <= expectedIndex) {
            if (index == expectedIndex && prefix != expectedPrefix) {
                drift();
            }
            return;
        }
        if (frame.boundary().contains(entry.hash()) || skips.has(entry.hash())) {
            return;
        }
        skips.add(entry.hash());
        trail = trail.plus(entry.hash(), entry.rank());
        reads.add(new Read(entry.stream(), entry.record(), entry.key(), entry.op(), position()));
    }

    private void drift() {
        expectedIndex = -1;
    }

    /** Whether the page does not begin with the records that were emitted of it. */
    boolean hasDrifted() {
        return expectedIndex < 0;
    }

    /** Whether what was emitted can be told only from the window's begin on: records without keys are passed over by their number. */
    boolean needsBegin() {
        return again && !keyed;
    }

    /** Where reading goes on behind what was emitted. While a page is still being checked, that is where it was. */
    Position position() {
        return index < expectedIndex
                ? new Position(frame, page, expectedIndex, expectedPrefix, trail)
                : new Position(frame, page, index, prefix, trail);
    }

    Frame frame() {
        return frame;
    }

    Trail trail() {
        return trail;
    }
}
