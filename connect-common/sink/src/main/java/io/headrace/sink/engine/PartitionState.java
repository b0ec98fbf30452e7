package io.headrace.sink.engine;

import io.headrace.core.record.Row;
import io.headrace.sink.brokers.PartitionFacts;
import io.headrace.sink.buffer.PartitionBuffer;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What the task thread knows of a partition that is open. */
final class PartitionState {

    enum Phase {
        /** The ledger is being read; the partition is paused and what still arrives is dropped, to be read again. */
        RECOVERING,
        /** The first record that comes must be the last one loaded. */
        VERIFYING,
        RUNNING
    }

    final TopicPartition partition;
    final LedgerKey key;
    final PartitionBuffer buffer = new PartitionBuffer();

    /** Told apart from earlier assignments of the same partition, whose loads may still report. */
    long incarnation;

    Phase phase = Phase.RECOVERING;

    /** What is durable. */
    LedgerEntry durable;

    /** Records below this offset were seen; {@link LedgerEntry#NONE} until the first one. */
    long position = LedgerEntry.NONE;

    /** The first record dropped while recovering: read again when the ledger has no position. */
    long firstDropped = LedgerEntry.NONE;

    /** What the brokers said when the ledger was read; null where they are not asked. */
    @Nullable PartitionFacts facts;

    /** A record came that is not the one that should; {@link #facts} of a later time tell why. */
    long jumpedTo = LedgerEntry.NONE;

    /** A seek was asked for in this {@code put}: the rest of its records are from before it. */
    boolean seeking;

    boolean paused;

    /** The ledger is read once more, after another writer moved it; {@link #durable} is what this task knew before. */
    boolean reread;

    /** A slice of it is in the load that runs. */
    boolean loading;

    /** Where the slice in the load ends. A load may become durable in parts. */
    long loadingTo;

    /** Key of the delete event seen last: the tombstone that follows it says nothing new. */
    @Nullable Row lastDeleted;

    PartitionState(TopicPartition partition, LedgerKey key, long incarnation) {
        this.partition = partition;
        this.key = key;
        this.incarnation = incarnation;
        this.durable = LedgerEntry.absent(key);
    }

    boolean holds(SinkRecord record) {
        return partition.partition() == record.originalKafkaPartition()
                && partition.topic().equals(record.originalTopic());
    }

    /** Forgets what was read and asks the ledger again. */
    void restart(long newIncarnation) {
        incarnation = newIncarnation;
        reread = true;
        phase = Phase.RECOVERING;
        position = LedgerEntry.NONE;
        firstDropped = LedgerEntry.NONE;
        loading = false;
        lastDeleted = null;
        buffer.clear();
    }
}
