package io.headrace.http.read;

import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Window;
import io.headrace.http.route.RouteContext;
import io.headrace.http.route.Slice;
import io.headrace.http.route.SliceStep;
import io.headrace.http.route.Slices;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says which window of which slice comes next in a pass. */
final class Planner implements AutoCloseable {

    /** What comes next. */
    sealed interface Next {}

    /**
     * A window.
     *
     * @param mark the router's mark behind the slice
     * @param last whether it is the slice's last window
     */
    record Planned(Target target, @Nullable Object mark, Window window, boolean last) implements Next {}

    /** A slice that is being read already, because its parent came twice: where it begins is known only when that is over. */
    record Busy() implements Next {}

    /** Nothing yet. */
    record Later(SliceStep.Wait why) implements Next {}

    /** No more windows. */
    record End(@Nullable Object mark) implements Next {}

    private final StreamSpec spec;
    private final long upto;
    private final Slices slices;
    private Iterator<Window> windows = Collections.emptyIterator();
    private SliceStep.@Nullable Found held;
    private Target target;
    private @Nullable Object mark;

    /** Begins a pass, or goes on behind the slice and window of a frame. */
    Planner(StreamSpec spec, Frame frame, RouteContext context) {
        this.spec = spec;
        this.upto = frame.upto();
        this.mark = frame.route();
        this.slices = spec.router().open(context, mark);
        this.target = Target.of(spec, frame.slice().orElse(Slice.WHOLE));
        if (frame.slice().isPresent() && frame.window().isPresent()) {
            windows = spec.cursor().after(spec.scope(), frame.window().get(), upto);
        }
    }

    /** The window of a frame, which is read again. */
    Planned again(Frame frame) {
        return new Planned(target, mark, frame.window().orElse(Window.ALL), !windows.hasNext());
    }

    /** @param busy whether a slice of this identity is being read */
    Next next(Progress progress, Predicate<String> busy) {
        Cursor cursor = spec.cursor();
        while (!windows.hasNext()) {
            SliceStep step = held == null ? slices.next() : held;
            if (step instanceof SliceStep.Wait wait) {
                return new Later(wait);
            }
            if (step instanceof SliceStep.End end) {
                return new End(end.next());
            }
            SliceStep.Found found = (SliceStep.Found) step;
            if (busy.test(found.slice().identity())) {
                held = found;
                return new Busy();
            }
            held = null;
            target = Target.of(spec, found.slice());
            mark = found.after();
            windows = cursor.windows(spec.scope(), progress.of(target.identity()), upto);
        }
        Window window = windows.next();
        return new Planned(target, mark, window, !windows.hasNext());
    }

    /** Leaves out what is left of a slice. */
    void skip(Target failed) {
        if (target.equals(failed)) {
            windows = Collections.emptyIterator();
        }
    }

    @Override
    public void close() {
        slices.close();
    }
}
