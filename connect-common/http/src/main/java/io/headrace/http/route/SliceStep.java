package io.headrace.http.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a router has next. */
public sealed interface SliceStep {

    /**
     * A slice.
     *
     * @param after the mark from which routing goes on behind it: JSON
     */
    record Found(Slice slice, @Nullable Object after) implements SliceStep {}

    /** Nothing yet; asking again before that time is of no use. */
    record Wait(Instant until, String reason) implements SliceStep {}

    /**
     * No more slices in this pass.
     *
     * @param next the mark from which the next pass begins
     */
    record End(@Nullable Object next) implements SliceStep {}
}
