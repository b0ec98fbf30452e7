package io.headrace.benchmarks.http;

import java.time.Instant;

/**
 * What a contender has to read: the charges of so many seconds, in windows of {@link #WINDOW} seconds, in pages of {@link #PAGE}.
 *
 * @param name tells it from all others
 * @param rows how many charges
 * @param latencyMillis how late the API answers
 * @param concurrency how many windows, and requests, may be under way at once
 */
public record Job(String name, long rows, int latencyMillis, int concurrency) {
    static final int PAGE = 100;

    /** Ten minutes, six pages. */
    static final int WINDOW = 600;

    Instant start() {
        return Instant.ofEpochSecond(Charges.FIRST);
    }

    /** {@return the time of the last charge} */
    Instant end() {
        return start().plusSeconds(rows - 1);
    }

    Job as(String otherName, long otherRows, int otherLatency) {
        return new Job(otherName, otherRows, otherLatency, concurrency);
    }
}
