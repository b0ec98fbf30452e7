package io.headrace.http.read;

import io.headrace.http.wire.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds where reading goes on in a page that is another one than it was, when its window is too long to be read again: behind the last record that was emitted before. An API that keeps the order
 * of its records gives what was not emitted yet behind that one; what stands before it and is not known came in between.
 *
 * <p>It answers only where nothing can come twice: all that was emitted of the page must be known still, together with what came in between.
 */
final class Rejoin {

    /** A record that was not emitted before. */
    record Held(Entry entry, long index, long prefix) {}

    /** What comes of it. */
    enum State {
        /** The last record that was emitted may still come. */
        LOOKING,
        /** Reading can go on. */
        FOUND,
        /** It cannot. */
        LOST
    }

    private static final int MOST_HELD = 10_000;

    /** What is held is not counted as read ahead. */
    private static final long MOST_BYTES = 64L << 20;

    private final Set<Long> known = new HashSet<>();
    private final long oldest;
    private final long latest;
    private final long emitted;
    private final List<Held> held = new ArrayList<>();
    private long bytes = 0;

    /** How many of what is held came in between; negative while no known record was found. */
    private int between = -1;

    /**
     * @param seen hashes of what was emitted, oldest first; not empty
     * @param emitted how far the page was read
     */
    Rejoin(long[] seen, long emitted) {
        for (long hash : seen) {
            known.add(hash);
        }
        this.oldest = seen[0];
        this.latest = seen[seen.length - 1];
        this.emitted = emitted;
    }

    /** Looks at the next record of the page. */
    State look(Entry entry, long index, long prefix) {
        if (!known.contains(entry.hash())) {
            held.add(new Held(entry, index, prefix));
            bytes += JsonObject.bytes(entry.record());
            return held.size() > MOST_HELD || bytes > MOST_BYTES ? State.LOST : State.LOOKING;
        }
        // What stands before the oldest one that is known may have been emitted and forgotten.
        boolean forgotten = entry.hash() == oldest && !held.isEmpty();
        between = held.size();
        return forgotten ? State.LOST : entry.hash() == latest ? end() : State.LOOKING;
    }

    /** Says that the page is at its end. */
    State end() {
        return between >= 0 && emitted + between <= Boundary.MOST ? State.FOUND : State.LOST;
    }

    /** What came in between. */
    List<Held> between() {
        return held.subList(0, between);
    }

    /** What stands behind the last record that was emitted. */
    List<Held> behind() {
        return held.subList(between, held.size());
    }
}
