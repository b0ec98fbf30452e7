package io.headrace.sink.engine;

import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.metrics.SinkMetrics;
import io.headrace.sink.brokers.Brokers;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.plan.Planner;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerEntry;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.sink.SinkRecord;

/** What the loader's steps share. */
record LoaderContext(
        SinkOptions options,
        Destination destination,
        Brokers brokers,
        Planner planner,
        TaskExecutor executor,
        InstantSource clock,
        RandomGenerator random,
        SinkMetrics metrics,
        Function<SinkRecord, LedgerEntry.LastRecord> fingerprint,
        Consumer<LoaderEvent> events) {

    ErrorClass classify(Throwable error) {
        if (error instanceof HeadraceException known) {
            return known.errorClass();
        }
        return error instanceof FencedException ? ErrorClass.FENCED : destination.classify(error);
    }
}
