package io.headrace.http.cursor;

import java.time.temporal.TemporalAmount;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a stretch of time into windows, lazily: a step of an hour from the year 2000 makes many. */
final class Windows implements Iterator<Window> {

    /**
     * How windows are cut.
     *
     * @param step length of a window; one window when empty
     * @param granularity what lies between the end of a window and the begin of the next; nothing when empty
     * @param strictly whether a window that begins where it ends is left out
     */
    record Cut(
            Times times,
            Optional<TemporalAmount> step,
            Optional<TemporalAmount> granularity,
            Optional<Clamp> clamp,
            boolean strictly) {

        /** The end of a window behind which another one begins. */
        long endBefore(long start) {
            return granularity.map(amount -> times.minus(start, amount)).orElse(start);
        }

        /** The begin of the window behind one that ends there. */
        long startBehind(long end) {
            return granularity.map(amount -> times.plus(end, amount)).orElse(end);
        }

        /** The end of a whole window that begins there. */
        private long wholeFrom(long start, TemporalAmount length) {
            long following = times.plus(start, length);
            return endBefore(
                    clamp.map(periods -> periods.ceiling(following, times)).orElse(following));
        }

        /** Whether a rank lies in a window behind this one, which is whole: where a pass ends, a window may be cut short, and nothing is behind it. */
        boolean isBehind(Window window, long rank) {
            return rank > window.end()
                    && step.isPresent()
                    && window.end() == wholeFrom(window.start(), step.get())
                    && rank >= startBehind(window.end());
        }
    }

    private final Cut cut;
    private final long upto;
    private @Nullable Window next;

    private Windows(Cut cut, long start, long upto) {
        this.cut = cut;
        this.upto = upto;
        this.next = windowFrom(start);
    }

    /** Windows from a rank up to another, both included. */
    static Iterator<Window> of(Cut cut, long start, long upto) {
        if (cut.clamp.isEmpty()) {
            return new Windows(cut, start, upto);
        }
        Clamp clamp = cut.clamp.get();
        long whole = cut.endBefore(clamp.floor(upto, cut.times));
        return new Windows(cut, clamp.floor(start, cut.times), whole);
    }

    private @Nullable Window windowFrom(long start) {
        if (start > upto || cut.strictly && start == upto) {
            return null;
        }
        if (cut.step.isEmpty()) {
            return new Window(start, upto);
        }
        return new Window(start, Math.max(start, Math.min(cut.wholeFrom(start, cut.step.get()), upto)));
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Window next() {
        Window window = next;
        if (window == null) {
            throw new NoSuchElementException("No window is left");
        }
        next = window.end() >= upto ? null : windowFrom(Math.max(window.start() + 1, cut.startBehind(window.end())));
        return window;
    }
}
