package io.headrace.sink.engine;

import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.core.metrics.SinkMetrics;
import io.headrace.core.record.RecordDecoder;
import io.headrace.sink.brokers.Brokers;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.buffer.PartitionBuffer;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.plan.Planner;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerEntry;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What an engine is put together from. A test brings its own clock and executor, and breaks one part on purpose to see that it is missed.
 *
 * @param nanoTime a clock for intervals, in nanoseconds; unaffected by changes of the wall clock
 */
public record EngineParts(
        Destination destination,
        Brokers brokers,
        Planner planner,
        RecordDecoder decoder,
        TaskExecutor executor,
        InstantSource clock,
        LongSupplier nanoTime,
        MemoryBudget budget,
        RandomGenerator random,
        SinkMetrics metrics,
        Function<SinkRecord, LedgerEntry.LastRecord> fingerprint,
        BatchIdentity identity,
        LoadIds loadIds) {

    long nanos() {
        return nanoTime.getAsLong();
    }

    /** Where a batch begins. */
    @FunctionalInterface
    public interface BatchIdentity {
        /** The batch begins where the ledger ends: offsets have gaps, so no record can say it. */
        BatchIdentity FROM_LEDGER = (durable, buffer) -> durable;

        LedgerEntry expected(LedgerEntry durable, PartitionBuffer buffer);
    }

    /** Names loads. */
    @FunctionalInterface
    public interface LoadIds {
        String next(SinkOptions options, long number);
    }
}
