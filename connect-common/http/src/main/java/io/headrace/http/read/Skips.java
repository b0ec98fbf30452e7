package io.headrace.http.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which records of a window were emitted already and are passed over when they come again: pages drift while they are read, and windows are read again (R04). */
sealed interface Skips {

    /** Whether a record was emitted already. */
    boolean has(long hash);

    /** Says that a record is emitted. */
    void add(long hash);

    /**
     * For a window that is read again, or from a page on.
     *
     * @param keyed whether equal hashes mean the same record; otherwise equal records may be several
     * @param seen what was emitted of the window
     * @param again whether the window is read from its begin
     */
    static Skips of(boolean keyed, long[] seen, boolean again) {
        return keyed ? new Keyed(seen) : new Counted(again ? seen : new long[0]);
    }

    /** Records with keys: those that were known at the begin stay known, however many come before them now; of the others the last ones are. */
    final class Keyed implements Skips {

        private final Set<Long> before = new HashSet<>();
        private final Set<Long> known = new HashSet<>();
        private final Deque<Long> order = new ArrayDeque<>();

        private Keyed(long[] seen) {
            for (long hash : seen) {
                before.add(hash);
            }
        }

        @Override
        public boolean has(long hash) {
            return before.contains(hash) || known.contains(hash);
        }

        @Override
        public void add(long hash) {
            if (known.add(hash)) {
                order.add(hash);
            }
            if (order.size() > Boundary.MOST) {
                known.remove(order.remove());
            }
        }
    }

    /** Records without keys: each one that was emitted is passed over once. */
    final class Counted implements Skips {

        private final Map<Long, Integer> left = new HashMap<>();

        private Counted(long[] seen) {
            for (long hash : seen) {
                left.merge(hash, 1, Integer::sum);
            }
        }

        @Override
        public boolean has(long hash) {
            boolean was = left.containsKey(hash);
            left.computeIfPresent(hash, (each, times) -> times > 1 ? times - 1 : null);
            return was;
        }

        @Override
        public void add(long hash) {}
    }
}
