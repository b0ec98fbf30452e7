package io.headrace.sink.buffer;

import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * One partition's part of a load, frozen: the range {@code [expected.next, last]} and its records. A retry uses the very same slice.
 *
 * @param expected the ledger entry the load starts from
 * @param incarnation which assignment of the partition the records came from; results of an older one are ignored
 * @param records decoded records in Kafka order; fewer than the range has offsets
 * @param deadLetters writes that must be confirmed before the ledger may pass their records
 * @param last fingerprint of the last record of the range
 * @param bytes what to give back to the budget when the slice is done or dropped
 * @param rejected records of the range that went to dead letters
 */
public record PartitionSlice(
        LedgerEntry expected,
        long incarnation,
        List<BufferedRecord> records,
        List<Future<Void>> deadLetters,
        LedgerEntry.LastRecord last,
        long bytes,
        long rejected) {

    public LedgerKey key() {
        return expected.key();
    }

    public LedgerChange change() {
        return new LedgerChange(expected, last.offset() + 1, last);
    }

    /** The same range without the records that were found to be poison. */
    public PartitionSlice without(Set<BufferedRecord> poison, List<Future<Void>> confirmations) {
        List<BufferedRecord> kept =
                records.stream().filter(r -> !poison.contains(r)).toList();
        List<Future<Void>> awaited = new ArrayList<>(deadLetters);
        awaited.addAll(confirmations);
        return new PartitionSlice(
                expected, incarnation, kept, awaited, last, bytes, rejected + records.size() - kept.size());
    }

    /** Records by identity: equal content is still two records. */
    public static Set<BufferedRecord> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
