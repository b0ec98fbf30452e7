package io.headrace.testkit.connect;

import io.headrace.core.concurrent.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** An executor whose pieces of work a test runs one by one, so that it can do anything else between two of them. */
public final class ManualExecutor implements TaskExecutor {

    private final ManualClock clock;
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final List<Delayed> delayed = new ArrayList<>();
    private boolean shutDown;

    private record Delayed(Instant due, long order, Runnable work) {}

    private long order;

    public ManualExecutor(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable work) {
        if (!shutDown) {
            ready.add(work);
        }
    }

    @Override
    public void schedule(Runnable work, Duration delay) {
        if (!shutDown) {
            delayed.add(new Delayed(clock.instant().plus(delay), order++, work));
        }
    }

    /** Like the real one: what is ready still runs, what is delayed is dropped. */
    @Override
    public boolean shutdown(Duration patience) {
        shutDown = true;
        delayed.clear();
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
        return true;
    }

    /** Drops all work, as a killed process does. */
    public void kill() {
        shutDown = true;
        ready.clear();
        delayed.clear();
    }

    /**
     * Runs the next piece that is due.
     *
     * @return false when none is
     */
    public boolean runNext() {
        promote();
        Runnable work = ready.poll();
        if (work == null) {
            return false;
        }
        work.run();
        return true;
    }

    public boolean idle() {
        promote();
        return ready.isEmpty();
    }

    private void promote() {
        Instant now = clock.instant();
        delayed.stream()
                .filter(piece -> !piece.due().isAfter(now))
                .sorted(Comparator.comparing(Delayed::due).thenComparing(Delayed::order))
                .toList()
                .forEach(piece -> {
                    delayed.remove(piece);
                    ready.add(piece.work());
                });
    }
}
