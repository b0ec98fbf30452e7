package io.headrace.sink;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.core.record.Fingerprint;
import io.headrace.sink.brokers.AdminBrokers;
import io.headrace.sink.brokers.Brokers;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.engine.EngineParts.BatchIdentity;
import io.headrace.sink.engine.EngineParts.LoadIds;
import io.headrace.sink.options.KafkaOptions;
import io.headrace.sink.plan.Compactor;
import io.headrace.sink.plan.LastPerKey;
import io.headrace.sink.spi.LedgerEntry;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What surrounds an engine: clocks, threads, memory, chance. Tests bring their own, so that a run can be repeated exactly.
 */
public record SinkEnvironment(
        InstantSource clock,
        LongSupplier nanoTime,
        Function<String, TaskExecutor> executors,
        Function<KafkaOptions, Brokers> brokers,
        MemoryBudget budget,
        RandomGenerator random,
        Compactor compactor,
        BatchIdentity identity,
        LoadIds loadIds) {

    public static SinkEnvironment production() {
        return new SinkEnvironment(
                Clock.systemUTC(),
                System::nanoTime,
                SingleThreadExecutor::new,
                options -> options.isGiven() ? new AdminBrokers(options) : Brokers.NONE,
                MemoryBudget.ofWorker(),
                RandomGenerator.getDefault(),
                new LastPerKey(),
                BatchIdentity.FROM_LEDGER,
                (options, number) -> UUID.randomUUID().toString());
    }

    static LedgerEntry.LastRecord fingerprint(SinkRecord record) {
        Long timestamp = record.timestamp();
        return new LedgerEntry.LastRecord(
                record.originalKafkaOffset(), timestamp == null ? -1 : timestamp, Fingerprint.of(record));
    }
}
