package io.headrace.sink.spi;

import io.headrace.sink.spi.LedgerEntry.LastRecord;
import org.jspecify.annotations.Nullable;

/**
 * One compare-and-set of the ledger, and with it the identity of a partition's part in a batch: {@code (key, first, last)} with {@code first} = the ledger's previous
 * {@code next}, never a record's own offset, because offsets have gaps.
 *
 * @param expected what must stand there in {@code next} and {@code generation}, and the topic's id where it is known; {@link LedgerEntry#absent} means no entry
 * @param next the new position: past the last record of the batch
 * @param last the last record of the batch, or null when it is not at hand: the batch is the first part of one that was cut in two
 */
public record LedgerChange(
        LedgerEntry expected, long next, @Nullable LastRecord last) {
    public LedgerChange {
        if (expected.hasPosition() && next <= expected.next()) {
            throw new IllegalArgumentException(
                    "Ledger of " + expected.key() + " would go from " + expected.next() + " to " + next);
        }
    }

    public LedgerKey key() {
        return expected.key();
    }

    public LedgerEntry updated() {
        return new LedgerEntry(expected.key(), next, expected.generation(), last, expected.topicId());
    }
}
