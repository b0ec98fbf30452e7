package io.headrace.sink.engine;

import io.headrace.core.error.HeadraceException;
import io.headrace.sink.engine.PartitionState.Phase;
import io.headrace.sink.options.SinkOptions.LedgerOptions;
import io.headrace.sink.options.SinkOptions.OnGap;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a partition goes on, and whether it still is the partition that was loaded.
 *
 * <p>Reading starts at the last record that was loaded. If Kafka delivers that very record, all is well. An earlier offset means that the consumer was thrown back to the
 * beginning, because the topic is shorter than the ledger says; another record at the offset means a new topic with the old name; a later one that records are gone.
 */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final LedgerOptions options;
    private final Function<SinkRecord, LastRecord> fingerprint;

    Opening(LedgerOptions options, Function<SinkRecord, LastRecord> fingerprint) {
        this.options = options;
        this.fingerprint = fingerprint;
    }

    /** Seeks to where the ledger says. */
    void position(PartitionState state, SinkTaskContext connect) {
        LedgerEntry durable = state.durable;
        LastRecord last = durable.last();
        if (!durable.hasPosition()) {
            state.phase = Phase.RUNNING;
            if (state.firstDropped != LedgerEntry.NONE) {
                seek(state, connect, state.firstDropped);
            }
            return;
        }
        state.position = durable.next();
        if (last == null) {
            state.phase = Phase.RUNNING;
            seek(state, connect, durable.next());
        } else {
            state.phase = Phase.VERIFYING;
            seek(state, connect, last.offset());
        }
    }

    private static void seek(PartitionState state, SinkTaskContext connect, long offset) {
        connect.offset(state.partition, offset);
        state.seeking = true;
    }

    /** @param record the first record delivered after {@link #position} */
    void verify(PartitionState state, SinkRecord record) {
        LastRecord last = state.durable.last();
        if (last == null) {
            return;
        }
        long offset = record.originalKafkaOffset();
        if (offset < last.offset()) {
            throw recreated(
                    state, "the topic now ends before the last record that was loaded, at offset " + last.offset());
        }
        if (offset == last.offset()) {
            if (!same(last, record)) {
                throw recreated(state, "another record stands at offset " + offset + ", the last one that was loaded");
            }
            return;
        }
        if (offset > state.durable.next()) {
            gap(state, offset);
        }
    }

    private boolean same(LastRecord last, SinkRecord record) {
        LastRecord now = fingerprint.apply(record);
        return switch (options.verify()) {
            case CONTENT -> now.timestamp() == last.timestamp() && now.hash() == last.hash();
            case TIMESTAMP -> now.timestamp() == last.timestamp();
            case NONE -> true;
        };
    }

    private HeadraceException recreated(PartitionState state, String what) {
        return HeadraceException.config(
                "Topic '" + state.partition.topic() + "' partition "
                        + state.partition.partition() + " is not the one that was loaded: " + what
                        + ". It was deleted and created again, or truncated. Going on could skip records. Stop the connector and either clear its offsets (DELETE /connectors/NAME/offsets) to load the new topic from its beginning, or set a new 'ledger.id'. If a transform changes records on each read, set 'ledger.verify=timestamp'.");
    }

    private void gap(PartitionState state, long offset) {
        String what = "Topic '" + state.partition.topic() + "' partition " + state.partition.partition()
                + ": records from offset " + state.durable.next() + " to " + (offset - 1)
                + " are gone (retention or compaction) and were never loaded";
        if (options.onGap() == OnGap.FAIL) {
            throw HeadraceException.config(
                    what
                            + ". Set 'on.gap=continue' to go on without them, or reload the data another way and move the offsets (PATCH /connectors/NAME/offsets).");
        }
        LOG.error("{}; going on because on.gap=continue", what);
    }
}
