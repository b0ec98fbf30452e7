package io.headrace.sink.buffer;

import io.headrace.core.config.Problems;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a consumer may fetch, against what the worker's records may fill.
 *
 * <p>The budget counts a record once it is decoded. What one poll brings is on the heap before that, so it comes on top of a budget that is nearly spent: the bytes as
 * they were fetched, the records that Connect makes of them, and their decoded form. Measured with JSON rows on a 64-bit JVM, a record and its decoded form take once the
 * bytes of the message where it is one long text, and up to twice these bytes and three KiB where it is many small fields. Hence three times the bytes of a fetch, and three
 * KiB per record of a poll. This must be less than the budget; the budget is {@link MemoryBudget#HEAP_FRACTION} of the heap, so that a fifth of the heap remains for the rest.
 *
 * <p>A fetch brings {@code fetch.max.bytes} at most from each broker (and one batch, if that is longer alone); {@code max.partition.fetch.bytes} divides it among partitions and cannot make it
 * longer. What a worker's own configuration says about its consumers is not visible to a connector: what the connector does not set is taken to be Kafka's default.
 *
 * @param fetchBytes the most that one fetch brings
 * @param pollRecords the most records that one poll hands over
 */
public record FetchSizes(long fetchBytes, long pollRecords) {

    private static final String FETCH_BYTES = "consumer.override.fetch.max.bytes";
    private static final String POLL_RECORDS = "consumer.override.max.poll.records";

    /** Defaults of Kafka's ConsumerConfig, the same in 3.9 and 4.3. */
    private static final long DEFAULT_FETCH_BYTES = 50L << 20;

    private static final long DEFAULT_POLL_RECORDS = 500;

    private static final long COPIES = 3;
    private static final long RECORD_BYTES = 3L << 10;
    private static final long MIB = 1L << 20;

    /** Adds what is wrong with a connector's overrides on a worker whose records may fill {@code budget} bytes. */
    public static void check(Map<String, String> properties, long budget, Problems problems) {
        OptionalLong fetch = number(properties, FETCH_BYTES, DEFAULT_FETCH_BYTES);
        OptionalLong records = number(properties, POLL_RECORDS, DEFAULT_POLL_RECORDS);
        if (fetch.isPresent() && records.isPresent()) {
            new FetchSizes(fetch.getAsLong(), records.getAsLong()).check(budget, problems);
        }
    }

    /** Refuses whichever part takes more than the other leaves, and more than half. */
    private void check(long budget, Problems problems) {
        long fetched = COPIES * fetchBytes;
        long decoded = RECORD_BYTES * pollRecords;
        long fetchMay = Math.max(budget - decoded, budget / 2);
        long recordsMay = Math.max(budget - fetched, budget / 2);
        if (fetched > fetchMay) {
            problems.add(FETCH_BYTES, tooLarge(fetchBytes, "bytes in a fetch", fetched, fetchMay / COPIES, budget));
        }
        if (decoded > recordsMay) {
            problems.add(
                    POLL_RECORDS,
                    tooLarge(pollRecords, "records in a poll", decoded, recordsMay / RECORD_BYTES, budget));
        }
    }

    private String tooLarge(long value, String what, long takes, long allowed, long budget) {
        long held = COPIES * fetchBytes + RECORD_BYTES * pollRecords;
        return value + " " + what + " can take " + mib(takes) + " MiB of heap, and all that one poll brings "
                + mib(held) + " MiB; it must be at most " + budget / MIB + " MiB on this worker, "
                + Math.round(100 * MemoryBudget.HEAP_FRACTION) + " percent of its heap. Set it to at most " + allowed
                + ", or give the worker a heap of at least " + mib((long) (held / MemoryBudget.HEAP_FRACTION))
                + " MiB.";
    }

    private static long mib(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    /** Nothing where it is no number: Connect says so itself when it reads the overrides. */
    private static OptionalLong number(Map<String, String> properties, String key, long fallback) {
        String text = properties.get(key);
        if (text == null) {
            return OptionalLong.of(fallback);
        }
        try {
            return OptionalLong.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
