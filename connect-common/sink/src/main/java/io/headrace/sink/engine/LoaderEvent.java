package io.headrace.sink.engine;

import io.headrace.sink.brokers.PartitionFacts;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What the loader tells the task thread; handled at the start of the next {@code put}. */
sealed interface LoaderEvent {

    /**
     * The ledger was read, and then the brokers were asked.
     *
     * @param facts what the brokers say; empty where they are not asked
     * @param incarnations which assignments asked
     */
    record Recovered(
            Map<LedgerKey, LedgerEntry> entries,
            Map<TopicPartition, PartitionFacts> facts,
            Map<LedgerKey, Long> incarnations)
            implements LoaderEvent {}

    /** These ranges are durable. */
    record Loaded(List<PartitionSlice> slices) implements LoaderEvent {}

    /** Another writer owns these partitions; nothing of the ranges was written by this task. */
    record Fenced(List<PartitionSlice> slices) implements LoaderEvent {}

    /** A record that cannot be written, and why. */
    record Poison(BufferedRecord record, RuntimeException reason) {}

    /** These records cannot be written. The load waits for {@link Load#resumeWithout}. */
    record PoisonFound(Load load, List<Poison> poison) implements LoaderEvent {}

    /** The target failed so often in a row that it is only probed from now on. */
    record TargetDown(RuntimeException error) implements LoaderEvent {}

    /** The target works again. */
    record TargetUp() implements LoaderEvent {}

    /** The load has nothing left to do. */
    record Finished() implements LoaderEvent {}

    /** The task cannot go on. */
    record Failed(Throwable error) implements LoaderEvent {}
}
