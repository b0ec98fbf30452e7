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
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition's part of a load, frozen: the range from {@code expected.next} up to {@code next} and its records. A retry uses the very same slice.
 *
 * @param expected the ledger entry the load starts from
 * @param incarnation which assignment of the partition the records came from; results of an older one are ignored
 * @param records decoded records in Kafka order; fewer than the range has offsets
 * @param deadLetters writes that must be confirmed before the ledger may pass their records
 * @param next where the range ends
 * @param last fingerprint of the last record of the range, or null where a cut was made at a record that is not kept as Kafka delivered it
 * @param bytes what to give back to the budget when the slice is done or dropped
 * @param rejected records of the range that went to dead letters
 */
public record PartitionSlice(
        LedgerEntry expected,
        long incarnation,
        List<BufferedRecord> records,
        List<Future<Void>> deadLetters,
        long next,
        LedgerEntry.@Nullable LastRecord last,
        long bytes,
        long rejected) {

    /** Two ranges, of which the second begins where the first ends. */
    public record Halves(PartitionSlice first, PartitionSlice second) {}

    public LedgerKey key() {
        return expected.key();
    }

    public LedgerChange change() {
        return new LedgerChange(expected, next, last);
    }

    /** The same range without the records that were found to be poison. */
    public PartitionSlice without(Set<BufferedRecord> poison, List<Future<Void>> confirmations) {
        List<BufferedRecord> kept =
                records.stream().filter(r -> !poison.contains(r)).toList();
        List<Future<Void>> awaited = new ArrayList<>(deadLetters);
        awaited.addAll(confirmations);
        return new PartitionSlice(
                expected, incarnation, kept, awaited, next, last, bytes, rejected + records.size() - kept.size());
    }

    /**
     * Cuts the range before a record. Offsets between the two records at the cut (gaps, records that say nothing) belong to the first range, so that nothing that was seen with its
     * last record is read without it after a restart.
     *
     * @param at how many records the first range has; neither none nor all
     */
    public Halves cutAt(int at, Function<SinkRecord, LedgerEntry.LastRecord> fingerprint) {
        List<BufferedRecord> head = List.copyOf(records.subList(0, at));
        List<BufferedRecord> tail = List.copyOf(records.subList(at, records.size()));
        SinkRecord cut = head.get(at - 1).original();
        long headBytes =
                head.stream().mapToLong(record -> record.change().bytes()).sum();
        PartitionSlice first = new PartitionSlice(
                expected,
                incarnation,
                head,
                deadLetters,
                tail.get(0).change().coordinates().offset(),
                cut == null ? null : fingerprint.apply(cut),
                headBytes,
                rejected);
        return new Halves(
                first,
                new PartitionSlice(
                        first.change().updated(), incarnation, tail, List.of(), next, last, bytes - headBytes, 0));
    }

    /** One range of this one and the one that follows it. */
    public PartitionSlice joined(PartitionSlice following) {
        List<BufferedRecord> all = new ArrayList<>(records);
        all.addAll(following.records);
        List<Future<Void>> awaited = new ArrayList<>(deadLetters);
        awaited.addAll(following.deadLetters);
        return new PartitionSlice(
                expected,
                incarnation,
                all,
                awaited,
                following.next,
                following.last,
                bytes + following.bytes,
                rejected + following.rejected);
    }

    /** Records by identity: equal content is still two records. */
    public static Set<BufferedRecord> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
