package io.headrace.benchmarks.squeeze;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many rows were durable when. Time begins with the first of them. Not safe for use by several threads. */
final class Pace {
    private static final double NANOS = 1e9;

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long nanos, long rows) {}

    /**
     * @param nanos of a clock that never goes back
     * @param rows durable by then
     */
    void add(long nanos, long rows) {
        if (rows > 0) {
            samples.add(new Sample(nanos, rows));
        }
    }

    /** {@return how long rows have become durable} */
    Duration length() {
        return samples.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(last().nanos() - samples.get(0).nanos());
    }

    /** {@return rows per second in the first such time} */
    double first(Duration span) {
        if (samples.isEmpty()) {
            return 0;
        }
        long begin = samples.get(0).nanos();
        return (rowsAt(begin + span.toNanos()) - samples.get(0).rows()) * NANOS / span.toNanos();
    }

    /** {@return rows per second in the last such time} */
    double last(Duration span) {
        if (samples.isEmpty()) {
            return 0;
        }
        return (last().rows() - rowsAt(last().nanos() - span.toNanos())) * NANOS / span.toNanos();
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }

    /** Between two samples as if rows came evenly. */
    private double rowsAt(long nanos) {
        Sample before = samples.get(0);
        for (Sample after : samples) {
            if (after.nanos() >= nanos) {
                long gap = after.nanos() - before.nanos();
                double share = gap == 0 ? 0 : Math.max(0, nanos - before.nanos()) / (double) gap;
                return before.rows() + share * (after.rows() - before.rows());
            }
            before = after;
        }
        return before.rows();
    }
}
