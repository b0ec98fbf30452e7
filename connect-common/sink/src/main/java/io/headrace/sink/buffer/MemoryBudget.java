package io.headrace.sink.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that all tasks of a worker JVM hold together, against one limit.
 *
 * <p>Each plugin has its own class loader, so a static counter would exist once per plugin. The counter is therefore a JDK-typed value in the system properties,
 * where every class loader finds the same one.
 */
public final class MemoryBudget {

    /** The fraction of the heap that buffered records may fill; the rest is for flushing, fetching and the worker itself. */
    public static final double HEAP_FRACTION = 0.4;

    private static final String PROPERTY = "io.headrace.buffered.bytes";
    private static final double RESUME_BELOW = 0.7;

    private final AtomicLong used;
    private final long limit;

    MemoryBudget(AtomicLong used, long limit) {
        this.used = used;
        this.limit = limit;
    }

    /** The budget shared by every plugin in this JVM. */
    public static MemoryBudget ofWorker() {
        AtomicLong shared = (AtomicLong) System.getProperties().computeIfAbsent(PROPERTY, property -> new AtomicLong());
        return new MemoryBudget(shared, (long) (Runtime.getRuntime().maxMemory() * HEAP_FRACTION));
    }

    /** A budget of its own, for tests. */
    public static MemoryBudget ofBytes(long limit) {
        return new MemoryBudget(new AtomicLong(), limit);
    }

    /** Counts bytes that are already on the heap; never refuses, because dropping them would not free them. */
    public void take(long bytes) {
        used.addAndGet(bytes);
    }

    public void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Whether tasks must flush and pause. */
    public boolean exhausted() {
        return used.get() >= limit;
    }

    /** Whether paused tasks may go on; lower than the limit, so that they do not flap. */
    public boolean relaxed() {
        return used.get() < limit * RESUME_BELOW;
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }
}
