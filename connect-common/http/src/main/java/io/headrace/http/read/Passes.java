package io.headrace.http.read;

import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the end of a window and of a pass mean for the next one. */
final class Passes {

    private Passes() {}

    /** How far a slice is done when a window of it is over. */
    static OptionalLong done(
            StreamSpec spec, Window window, Frame frame, Trail trail, String slice, Optional<Instant> asked) {
        if (!spec.cursor().isIncremental() && spec.later().isPresent()) {
            Instant begun = asked.orElse(Instant.ofEpochMilli(frame.started()));
            return OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, begun));
        }
        return spec.cursor().done(window, frame.progress().of(slice), trail.greatest(), asked);
    }

    /**
     * The place in what is left of a window whose depth is limited: how deep the walk was is not known any more, so it begins anew at the rank up to which it was read. That is a rank of this very
     * window, whose records rose; otherwise the window begins anew where it was.
     */
    static Position split(Position from) {
        Frame frame = from.frame();
        OptionalLong risen = from.trail().risen();
        Optional<Window> rest = frame.window()
                .filter(window -> risen.isPresent()
                        && !from.trail().hasFallen()
                        && Math.min(risen.getAsLong(), window.end()) > window.start())
                .map(window -> window.from(Math.min(risen.getAsLong(), window.end())));
        return Position.at(rest.map(frame::in).orElse(frame), from.trail());
    }

    /** The frame between a pass and the next. */
    static Frame ended(StreamSpec spec, Frame frame, Trail trail, @Nullable Object mark) {
        Progress progress = frame.progress().ended();
        if (spec.later().isPresent() && spec.later().get().stream().isRouted() != spec.isRouted()) {
            progress = new WholeProgress(progress.least());
        }
        return frame.end(progress, boundary(spec.cursor(), progress, frame.boundary(), trail), mark);
    }

    private static Boundary boundary(Cursor cursor, Progress progress, Boundary before, Trail trail) {
        if (!cursor.isIncremental()) {
            return Boundary.NONE;
        }
        OptionalLong least = progress.least();
        return trail.top().and(before, least.isPresent() ? cursor.nextStart(least.getAsLong()) : Long.MIN_VALUE + 1);
    }
}
