package io.headrace.sink.buffer;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.RowPacker;
import io.headrace.sink.spi.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The records of one partition since the last freeze, in Kafka order, and what a ledger entry must say once they are durable. Used by the task thread only. */
public final class PartitionBuffer {

    /** What it packs goes when the buffer goes. */
    private RowPacker packer = new RowPacker();

    private List<BufferedRecord> records = new ArrayList<>();
    private List<Future<Void>> deadLetters = new ArrayList<>();
    private @Nullable SinkRecord lastSeen;
    private long bytes;
    private long rejected;
    private long oldestNanos;

    /**
     * Keeps a record until it is loaded.
     *
     * @param original what Connect delivered, where a dead-letter reporter may want it back
     * @return the heap that it holds, in bytes
     */
    public long add(ChangeRecord change, @Nullable SinkRecord original, long nowNanos) {
        touch(nowNanos);
        ChangeRecord packed = packer.pack(change);
        if (original != null) {
            // It holds the converted values, and the bytes that they were made of.
            packed = packed.withBytes(packed.bytes() + 2 * change.bytes());
        }
        records.add(new BufferedRecord(packed, original));
        bytes += packed.bytes();
        return packed.bytes();
    }

    /** Notes a record that is not loaded itself but must not be read again: it says nothing, or dead letters have it once {@code written} is done. */
    public void addRejected(Future<Void> written, long nowNanos) {
        touch(nowNanos);
        deadLetters.add(written);
        rejected++;
    }

    /** Every record that was seen moves the position, loaded or not. */
    public void seen(SinkRecord record, long nowNanos) {
        touch(nowNanos);
        lastSeen = record;
    }

    private void touch(long nowNanos) {
        if (lastSeen == null && records.isEmpty() && deadLetters.isEmpty()) {
            oldestNanos = nowNanos;
        }
    }

    public boolean isEmpty() {
        return lastSeen == null;
    }

    public int rows() {
        return records.size();
    }

    public long bytes() {
        return bytes;
    }

    /** Offset of the first decoded record; not where a batch begins, because earlier offsets may be gaps or records that say nothing. */
    public OptionalLong firstOffset() {
        return records.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(records.get(0).change().coordinates().offset());
    }

    /** When the oldest record of the buffer came, by the task's clock. */
    public long oldestNanos() {
        return oldestNanos;
    }

    /** Hands everything over and starts anew. */
    public PartitionSlice freeze(
            LedgerEntry expected, long incarnation, Function<SinkRecord, LedgerEntry.LastRecord> fingerprint) {
        SinkRecord last = lastSeen;
        if (last == null) {
            throw new IllegalStateException("Nothing to freeze for " + expected.key());
        }
        PartitionSlice slice = new PartitionSlice(
                expected,
                incarnation,
                records,
                deadLetters,
                last.originalKafkaOffset() + 1,
                fingerprint.apply(last),
                bytes,
                rejected);
        clear();
        return slice;
    }

    /** Drops everything. */
    public void clear() {
        packer = new RowPacker();
        records = new ArrayList<>();
        deadLetters = new ArrayList<>();
        lastSeen = null;
        bytes = 0;
        rejected = 0;
    }
}
