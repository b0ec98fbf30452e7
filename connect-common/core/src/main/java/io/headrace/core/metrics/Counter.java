package io.headrace.core.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts things that happen. Thread-safe; meant to be told once per batch, not once per row. */
public final class Counter {

    private final LongAdder total = new LongAdder();
    private final Window window;

    Counter(LongSupplier nanos) {
        this.window = new Window(nanos);
    }

    public void add(long count) {
        if (count != 0) {
            total.add(count);
            window.add(count);
        }
    }

    /** All since the task began. */
    public long total() {
        return total.sum();
    }

    /** How many per second, over the last minute. */
    public double perSecond() {
        return window.perSecond();
    }
}
