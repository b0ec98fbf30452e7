package io.headrace.http.read;

import io.headrace.http.cursor.Window;
import io.headrace.http.route.Slice;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a position that the records of a window share. Immutable.
 *
 * @param spec hash of the stream's declaration
 * @param phase what is being done
 * @param started when the pass began, in milliseconds since the epoch by the API's clock as far as it is known
 * @param upto where the pass ends
 * @param progress how far slices are done
 * @param boundary records of earlier passes that this one may see again
 * @param route the router's mark behind the slice
 * @param slice the slice that is being read; empty between slices
 * @param window the window that is being read; empty between slices
 * @param over whether that window is at its end
 * @param asked the API's clock when the window's first page was answered
 */
record Frame(
        String spec,
        Phase phase,
        long started,
        long upto,
        Progress progress,
        Boundary boundary,
        @Nullable Object route,
        Optional<Slice> slice,
        Optional<Window> window,
        boolean over,
        Optional<Instant> asked) {

    /** What is being done. */
    enum Phase {
        /** Everything is read. */
        FULL,
        /** What is new is read. */
        INCREMENTAL,
        /** A pass is over. */
        IDLE
    }

    /** A frame before the first pass. */
    static Frame first(String spec, Progress progress) {
        return idle(spec, 0, progress, Boundary.NONE, null);
    }

    private static Frame idle(String spec, long started, Progress progress, Boundary boundary, @Nullable Object route) {
        return between(spec, Phase.IDLE, started, Long.MAX_VALUE, progress, boundary, route);
    }

    private static Frame between(
            String spec,
            Phase phase,
            long started,
            long upto,
            Progress progress,
            Boundary boundary,
            @Nullable Object route) {
        return new Frame(
                spec,
                phase,
                started,
                upto,
                progress,
                boundary,
                route,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    Frame begin(Phase next, long now, long end) {
        return between(spec, next, now, end, progress, boundary, route);
    }

    Frame in(Slice next, @Nullable Object mark, Window its) {
        return new Frame(
                spec,
                phase,
                started,
                upto,
                progress,
                boundary,
                mark,
                Optional.of(next),
                Optional.of(its),
                false,
                Optional.empty());
    }

    /** In what is left of the window. */
    Frame in(Window rest) {
        return new Frame(spec, phase, started, upto, progress, boundary, route, slice, Optional.of(rest), false, asked);
    }

    /** With the API's clock; the first that told it counts. */
    Frame asked(Optional<Instant> date) {
        return asked.isPresent() || date.isEmpty()
                ? this
                : new Frame(spec, phase, started, upto, progress, boundary, route, slice, window, over, date);
    }

    Frame betweenWindows(Progress other) {
        return new Frame(spec, phase, started, upto, other, boundary, route, slice, window, true, Optional.empty());
    }

    Frame betweenSlices(Progress other) {
        return between(spec, phase, started, upto, other, boundary, route);
    }

    Frame end(Progress reached, Boundary next, @Nullable Object mark) {
        return idle(spec, started, reached, next, mark);
    }

    /** Under another declaration: only what is finished counts. */
    Frame under(String other) {
        return idle(other, started, progress, boundary, null);
    }
}
