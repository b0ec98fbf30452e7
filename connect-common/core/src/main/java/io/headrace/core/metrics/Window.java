package io.headrace.core.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Sum and maximum over the last minute, kept in slots of some seconds. Thread-safe. */
final class Window {

    private static final int SLOTS = 6;
    private static final long SLOT_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final long start;
    private final long[] sums = new long[SLOTS];
    private final long[] greatest = new long[SLOTS];
    private final long[] turns = new long[SLOTS];

    Window(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        Arrays.fill(turns, -1);
    }

    synchronized void add(long value) {
        long turn = turn();
        int slot = (int) (turn % SLOTS);
        if (turns[slot] != turn) {
            turns[slot] = turn;
            sums[slot] = 0;
            greatest[slot] = 0;
        }
        sums[slot] += value;
        greatest[slot] = Math.max(greatest[slot], value);
    }

    synchronized double perSecond() {
        long turn = turn();
        long sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            sum += isRecent(slot, turn) ? sums[slot] : 0;
        }
        long slots = Math.min(turn, SLOTS - 1);
        long covered = passed() - (turn - slots) * SLOT_NANOS;
        // At least one slot, so that the first records do not look like a flood.
        return sum * 1e9 / Math.max(covered, SLOT_NANOS);
    }

    synchronized long greatest() {
        long turn = turn();
        long found = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            found = isRecent(slot, turn) ? Math.max(found, greatest[slot]) : found;
        }
        return found;
    }

    private boolean isRecent(int slot, long turn) {
        return turns[slot] >= 0 && turns[slot] > turn - SLOTS;
    }

    private long turn() {
        return passed() / SLOT_NANOS;
    }

    private long passed() {
        return nanos.getAsLong() - start;
    }
}
