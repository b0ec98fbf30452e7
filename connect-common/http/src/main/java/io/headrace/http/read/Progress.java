package io.headrace.http.read;

import java.util.OptionalLong;

/** How far the slices of a stream are done, in bounded room (R18). Immutable. */
sealed interface Progress permits WholeProgress, SliceProgress, BucketProgress {

    /** How far a slice is done; empty for one that was never finished, which begins at the start (R17). */
    OptionalLong of(String slice);

    /**
     * With a window of a slice done.
     *
     * @param done how far; empty when that is unknown
     * @param over whether it was the slice's last window in this pass
     */
    Progress with(String slice, OptionalLong done, boolean over);

    /** With a slice that failed: the next pass reads what this one did not. */
    Progress failed(String slice);

    /** With the pass over. */
    Progress ended();

    /** The least rank that any slice is done to; empty when nothing is done. */
    OptionalLong least();

    /** At the most, how long the text is; told without making it. */
    long characters();

    /** A text that {@link Progresses#parse} reads; its first letter names the kind. */
    String text();
}
