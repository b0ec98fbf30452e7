package io.headrace.core.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts pieces of work and how long they took. Thread-safe. */
public final class Timer {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanosTotal = new LongAdder();
    private final Window window;

    Timer(LongSupplier nanos) {
        this.window = new Window(nanos);
    }

    public void add(Duration took) {
        count.increment();
        nanosTotal.add(took.toNanos());
        window.add(took.toNanos());
    }

    /** How many pieces of work were done since the task began. */
    public long count() {
        return count.sum();
    }

    /** How long all of them took together. */
    public Duration total() {
        return Duration.ofNanos(nanosTotal.sum());
    }

    /** The longest in the last minute; zero when there was none. */
    public Duration longest() {
        return Duration.ofNanos(window.greatest());
    }
}
