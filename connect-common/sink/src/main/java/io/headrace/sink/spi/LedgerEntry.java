package io.headrace.sink.spi;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition is durable in the target.
 *
 * @param next the offset the next batch starts at, or {@link #NONE} when unknown (never written, or reset without a position)
 * @param generation 0 for an absent entry; raised only by an explicit reset
 * @param last fingerprint of the last record made durable, or null when unknown
 * @param topicId the topic's id in Kafka, or null when unknown (brokers are asked only where the connector has {@code kafka.*} settings)
 */
public record LedgerEntry(
        LedgerKey key,
        long next,
        long generation,
        @Nullable LastRecord last,
        @Nullable String topicId) {

    /** Of a topic whose id is not known. */
    public LedgerEntry(LedgerKey key, long next, long generation, @Nullable LastRecord last) {
        this(key, next, generation, last, null);
    }

    /** Version of the ledger's stored form. A reader refuses newer ones. Members that may be missing, as the topic's id, do not raise it. */
    public static final int FORMAT_VERSION = 1;

    /** Stands for "no position". */
    public static final long NONE = -1;

    public static LedgerEntry absent(LedgerKey key) {
        return new LedgerEntry(key, NONE, 0, null);
    }

    /** The same position, in the topic of this id. */
    public LedgerEntry in(String topic) {
        return new LedgerEntry(key, next, generation, last, topic);
    }

    public boolean hasPosition() {
        return next != NONE;
    }

    /**
     * Tells a recreated topic from the one that was loaded.
     *
     * @param offset of the record, always below {@code next}
     * @param timestamp of the record in milliseconds, or -1
     * @param hash of its content, stable over JVMs and releases
     */
    public record LastRecord(long offset, long timestamp, long hash) {}
}
