package io.headrace.benchmarks.squeeze;

import java.util.Locale;

/**
 * How a phase ended.
 *
 * @param rows sent
 * @param firstMinute rows per second that became durable in the first minute, or the first half of a shorter phase
 * @param lastMinute the same for the end of the load
 * @param peakHeapMb the most that the heap held, garbage included
 * @param peakRssMb the most memory that the worker's process ever had
 * @param outOfMemory how often its logs name an {@link OutOfMemoryError}
 * @param missing rows that are not in the target after all; below 0 when there are too many
 * @param failed whether the task failed, the worker ended or the sink did not catch up
 */
public record Outcome(
        Phase phase,
        Warehouse warehouse,
        long rows,
        double firstMinute,
        double lastMinute,
        long peakHeapMb,
        long peakRssMb,
        long outOfMemory,
        long missing,
        boolean failed) {
    private static final double LEAST_RATIO = 0.8;

    /** {@return the last minute's speed as a part of the first one's} */
    public double ratio() {
        return firstMinute == 0 ? 0 : lastMinute / firstMinute;
    }

    /** {@return whether nothing ran out of memory, failed, got lost or became slow} */
    public boolean isGood() {
        return outOfMemory == 0 && missing == 0 && !failed && ratio() >= LEAST_RATIO;
    }

    /** {@return the line that scripts read} */
    public String line() {
        return String.format(
                Locale.ROOT,
                "SQUEEZE phase=%s target=%s rows=%d first_min=%.0f last_min=%.0f ratio=%.2f heap_peak_mb=%d rss_peak_mb=%d oom=%d missing=%d failed=%d",
                phase.label(),
                warehouse.label(),
                rows,
                firstMinute,
                lastMinute,
                ratio(),
                peakHeapMb,
                peakRssMb,
                outOfMemory,
                missing,
                failed ? 1 : 0);
    }
}
