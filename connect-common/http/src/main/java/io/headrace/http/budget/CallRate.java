package io.headrace.http.budget;

import java.time.Instant;

/** A limit of calls per time. Called under the lock of its budget. */
interface CallRate {

    /**
     * When so many calls may be made: now, or later.
     *
     * @param share the part of the limit that is ours, above zero and at most one
     */
    Instant free(int weight, Instant now, double share);

    /** Counts calls that are made now. */
    void take(int weight, Instant now);

    /** What the server says is left, until it counts anew. */
    default void left(long calls, Instant reset, Instant now, double share) {}

    /** The part of a limit that is ours: at least one call. */
    static long part(long limit, double share) {
        return Math.max(1, (long) Math.floor(limit * share + 1e-9));
    }
}
