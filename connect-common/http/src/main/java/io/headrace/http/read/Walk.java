package io.headrace.http.read;

import io.headrace.http.cursor.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A window that is being read: what was planned, the lane that fetches it, and once it is its turn the emitter. */
final class Walk implements AutoCloseable {

    private final Planner.Planned planned;
    private final Lane lane;
    private @Nullable Emitter emitter;
    private boolean untried;

    /**
     * @param emitter null until it is the walk's turn
     * @param untried whether the walk begins with a stored page token that may have expired
     */
    Walk(Planner.Planned planned, Lane lane, @Nullable Emitter emitter, boolean untried) {
        this.planned = planned;
        this.lane = lane;
        this.emitter = emitter;
        this.untried = untried;
    }

    Target target() {
        return planned.target();
    }

    Planner.Planned planned() {
        return planned;
    }

    Lane lane() {
        return lane;
    }

    /** The walk's emitter, made when it is its turn. */
    Emitter emitter(boolean keyed, Frame frame, Trail trail) {
        Emitter made = emitter;
        if (made == null) {
            boolean sameSlice = frame.slice().equals(Optional.of(target().slice()));
            Frame its = frame.in(target().slice(), planned.mark(), planned.window());
            made = Emitter.fresh(keyed, Position.at(its, sameSlice ? trail.nextWindow() : trail.nextSlice()));
            emitter = made;
        }
        return made;
    }

    /** The window as it is now: a part of the planned one after a split. */
    Window window() {
        Emitter made = emitter;
        return made == null ? planned.window() : made.frame().window().orElse(planned.window());
    }

    /** Says that the first page came. */
    void arrived() {
        untried = false;
    }

    boolean isUntried() {
        return untried;
    }

    @Override
    public void close() {
        lane.close();
    }
}
