package io.headrace.benchmarks.webhook;

import java.util.Arrays;

/**
 * What one load gave, after it had warmed up.
 *
 * @param eventsPerSecond those that were acknowledged
 * @param p50Millis half of the requests were answered sooner
 * @param p99Millis all but a hundredth were
 * @param refused requests that were answered otherwise, warming up included
 */
public record Pace(double eventsPerSecond, double p50Millis, double p99Millis, long refused) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    static Pace of(long events, long tookNanos, long[] answerNanos, long refused) {
        long[] sorted = answerNanos.clone();
        Arrays.sort(sorted);
        return new Pace(events * NANOS_PER_SECOND / tookNanos, percentile(sorted, 50), percentile(sorted, 99), refused);
    }

    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }
}
