package io.headrace.benchmarks.contest;

import java.time.Duration;
import java.time.Instant;

/**
 * One timed load.
 *
 * @param rows the records in the topic
 * @param started when the first records were fetched
 * @param took from then until all rows were durable and visible
 * @param peakRssMb the most memory that the worker's process ever had, in MB; 0 where the system does not tell
 * @param cpu what the worker's process used of the processors meanwhile
 */
public record Measurement(long rows, Instant started, Duration took, long peakRssMb, Duration cpu) {

    public double rowsPerSecond() {
        return rows * 1e9 / took.toNanos();
    }
}
