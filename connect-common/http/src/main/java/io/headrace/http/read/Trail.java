package io.headrace.http.read;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What was emitted lately: the hashes of the last {@link Boundary#MOST} records of the window, for a window that must be read again (R04), and the greatest ranks of the pass, for the
 * boundary of the next one (R02). Immutable, and each record costs one small object: trails of one window share a log that only grows.
 */
final class Trail {

    private static final long NO_RANK = Long.MIN_VALUE;
    private static final int ROOM = Boundary.MOST;
    private static final long[] NOTHING = {};

    /** In place of the rank up to which a window rose: a record had a lesser rank than the one before. */
    private static final long FELL = Long.MAX_VALUE;

    /** Nothing was emitted. */
    static final Trail NONE = new Trail(NOTHING, NOTHING, Boundary.NONE, new Log(), 0, NO_RANK, NO_RANK);

    private static final class Log {
        private final long[] hashes = new long[ROOM];
        private final long[] marks = new long[ROOM];
        private final long[] ranks = new long[ROOM];
        private int size = 0;
    }

    private final long[] before;

    /** What was emitted before and may come again behind what is emitted now. */
    private final long[] ahead;

    private final Boundary top;
    private final Log log;
    private final int count;
    private final long greatest;
    private final long risen;

    private Trail(long[] before, long[] ahead, Boundary top, Log log, int count, long greatest, long risen) {
        this.before = before;
        this.ahead = ahead;
        this.top = top;
        this.log = log;
        this.count = count;
        this.greatest = greatest;
        this.risen = risen;
    }

    /** The trail that a position told. */
    static Trail of(long[] seen, Boundary top, OptionalLong greatest, OptionalLong risen) {
        return new Trail(seen, NOTHING, top, new Log(), 0, greatest.orElse(NO_RANK), risen.orElse(NO_RANK));
    }

    /**
     * With one more record.
     *
     * @param mark what the next pass recognises it by
     */
    Trail plus(long hash, long mark, OptionalLong rank) {
        Trail room = log.size == count && count < ROOM && log != NONE.log ? this : with(walked(), ahead);
        long place = rank.orElse(NO_RANK);
        room.log.hashes[room.count] = hash;
        room.log.marks[room.count] = mark;
        room.log.ranks[room.count] = place;
        room.log.size = room.count + 1;
        return new Trail(
                room.before, ahead, room.top, room.log, room.count + 1, Math.max(greatest, place), rise(place));
    }

    private long rise(long place) {
        return place == NO_RANK || risen == FELL ? risen : place < risen ? FELL : place;
    }

    /** The same pass in its next window. */
    Trail nextWindow() {
        return new Trail(NOTHING, NOTHING, top(), new Log(), 0, greatest, NO_RANK);
    }

    /** The same pass in its next slice, whose greatest rank is its own. */
    Trail nextSlice() {
        return new Trail(NOTHING, NOTHING, top(), new Log(), 0, NO_RANK, NO_RANK);
    }

    /**
     * The same, but the last so many records may come again behind what is emitted now: they stay the last, so that they are not forgotten for what comes before them, and a walk that stops
     * in between still knows them.
     */
    Trail ahead(long records) {
        if (records == ahead.length) {
            return this;
        }
        long[] seen = seen();
        int split = (int) Math.max(0, seen.length - records);
        return with(Arrays.copyOf(seen, split), Arrays.copyOfRange(seen, split, seen.length));
    }

    /** How many records are remembered behind this one; none where it is not known. */
    int behind(long hash) {
        long[] seen = seen();
        for (int i = seen.length - 1; i >= 0; i--) {
            if (seen[i] == hash) {
                return seen.length - 1 - i;
            }
        }
        return 0;
    }

    private Trail with(long[] past, long[] coming) {
        return new Trail(past, coming, top(), new Log(), 0, greatest, risen);
    }

    private long[] walked() {
        long[] all = Boundary.joined(before, Arrays.copyOf(log.hashes, count));
        int room = Boundary.MOST - ahead.length;
        return all.length <= room ? all : Arrays.copyOfRange(all, all.length - room, all.length);
    }

    /** Hashes of the window's last records, oldest first, or in the order of the walk where it began anew. */
    long[] seen() {
        return ahead.length == 0 ? walked() : Boundary.joined(walked(), ahead);
    }

    /** Whether nothing of the window was emitted. */
    boolean isSilent() {
        return size() == 0;
    }

    /** Whether the window may have had records that are not known any more. */
    boolean hasForgotten() {
        return size() >= Boundary.MOST;
    }

    private int size() {
        return before.length + count + ahead.length;
    }

    /** At the most, how long its texts are. */
    long characters() {
        long seen = Math.min(Boundary.MOST, size());
        long next = Math.min(Boundary.MOST, top.size() + count);
        return Longs.characters(seen) + Longs.characters(2 * next);
    }

    /** The records of the pass with the greatest ranks. */
    Boundary top() {
        Boundary fresh = Boundary.of(Arrays.copyOf(log.marks, count), Arrays.copyOf(log.ranks, count), NO_RANK + 1);
        return fresh.isEmpty() ? top : fresh.and(top, NO_RANK + 1);
    }

    /** The greatest rank of the slice. */
    OptionalLong greatest() {
        return greatest == NO_RANK ? OptionalLong.empty() : OptionalLong.of(greatest);
    }

    /** Whether a record of the window had a lesser rank than the one before. */
    boolean hasFallen() {
        return risen == FELL;
    }

    /** The rank of the window's last record; the greatest number where a record had a lesser one than the one before. */
    OptionalLong risen() {
        return risen == NO_RANK ? OptionalLong.empty() : OptionalLong.of(risen);
    }
}
