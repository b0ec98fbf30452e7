package io.headrace.core.metrics;

import java.util.function.LongSupplier;

/** The metrics every sink task has, under names that are the same for all targets. */
public final class SinkMetrics implements AutoCloseable {

    private final TaskMetrics metrics;
    private final Counter rowsIn;
    private final Counter rowsWritten;
    private final Counter rowsRejected;
    private final Counter offsetsSkipped;
    private final Counter retries;
    private final Timer flush;

    public SinkMetrics(TaskMetrics metrics) {
        this.metrics = metrics;
        this.rowsIn = metrics.counter("rows-in", "Records taken from Kafka");
        this.rowsWritten = metrics.counter("rows-written", "Rows committed in the target");
        this.rowsRejected = metrics.counter("rows-rejected", "Records that the target cannot hold");
        this.offsetsSkipped = metrics.counter(
                "offsets-skipped", "Offsets that were yet to be loaded when Kafka no longer had their records");
        this.retries = metrics.counter("retries", "Attempts that were repeated");
        this.flush = metrics.timer("flush", "Batches written and committed");
    }

    /** Records taken from Kafka. */
    public Counter rowsIn() {
        return rowsIn;
    }

    /** Rows committed in the target. */
    public Counter rowsWritten() {
        return rowsWritten;
    }

    /** Records that went to dead letters or failed the task. */
    public Counter rowsRejected() {
        return rowsRejected;
    }

    /** Offsets passed over because Kafka no longer had their records; see the setting {@code on.gap}. */
    public Counter offsetsSkipped() {
        return offsetsSkipped;
    }

    /** Attempts that failed and were repeated. */
    public Counter retries() {
        return retries;
    }

    /** Batches, from the first byte sent to the commit. */
    public Timer flush() {
        return flush;
    }

    /** How many records, over all partitions, were taken but are not durable in the target; must not block. */
    public void showDurableLag(LongSupplier records) {
        metrics.gauge("durable-lag-records", "Records taken from Kafka that are not durable in the target", records);
    }

    /** How much of the worker's byte budget this task holds, and how large the budget is; must not block. */
    public void showBudget(LongSupplier held, LongSupplier budget) {
        metrics.gauge("buffered-bytes", "Bytes that this task holds in memory", held);
        metrics.gauge("budget-bytes", "Bytes that all tasks of this worker may hold together", budget);
    }

    /** How many partitions are paused; must not block. */
    public void showPaused(LongSupplier partitions) {
        metrics.gauge("paused-partitions", "Partitions that are paused", partitions);
    }

    /** 1 while the target failed so often in a row that it is only probed, 0 otherwise; must not block. */
    public void showDown(LongSupplier down) {
        metrics.gauge("target-down", "1 while the target is down and only probed", down);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
