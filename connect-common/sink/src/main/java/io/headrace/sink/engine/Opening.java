package io.headrace.sink.engine;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.metrics.Counter;
import io.headrace.sink.brokers.PartitionFacts;
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
 *
 * <p>Where the brokers can be asked, the topic's id tells a recreated topic whatever its records are, and the partition's beginning tells whether retention took them.
 */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private static final String TRANSFORMS =
            " If a transform changes records on each read, set 'ledger.verify=timestamp'.";
    private static final String ASK_BROKERS =
            " Compaction is no loss: set 'kafka.bootstrap.servers' to let the brokers tell it from retention.";

    private final LedgerOptions options;
    private final Function<SinkRecord, LastRecord> fingerprint;
    private final Counter skipped;

    /** @param skipped counts the offsets of gaps */
    Opening(LedgerOptions options, Function<SinkRecord, LastRecord> fingerprint, Counter skipped) {
        this.options = options;
        this.fingerprint = fingerprint;
        this.skipped = skipped;
    }

    /**
     * The ledger's entry, of the topic that the brokers have now.
     *
     * @throws HeadraceException of class CONFIG when it is about another topic of the same name
     */
    LedgerEntry known(PartitionState state, LedgerEntry entry) {
        String id = state.facts == null ? null : state.facts.topicId();
        if (id == null) {
            return entry;
        }
        if (entry.hasPosition() && entry.topicId() != null && !entry.topicId().equals(id)) {
            throw recreated(state, "its topic id is " + id + ", that of the loaded one was " + entry.topicId(), "");
        }
        return entry.in(id);
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

    /**
     * Compares the partition with what was loaded.
     *
     * @param record the first record delivered after {@link #position}
     * @return false when only the brokers can tell: the partition is to be opened once more, with what they say now
     */
    boolean verify(PartitionState state, SinkRecord record) {
        LastRecord last = state.durable.last();
        if (last == null) {
            return true;
        }
        long offset = record.originalKafkaOffset();
        if (offset < last.offset()) {
            throw recreated(
                    state,
                    "the topic now ends before the last record that was loaded, at offset " + last.offset(),
                    TRANSFORMS);
        }
        if (offset == last.offset()) {
            if (!same(last, record)) {
                throw recreated(
                        state,
                        "another record stands at offset " + offset + ", the last one that was loaded",
                        TRANSFORMS);
            }
            return true;
        }
        return offset <= state.durable.next() || explained(state, offset);
    }

    /** A record that comes once more although this task did not ask for it: the consumer was thrown back, as it is by a topic that was made again and is shorter. */
    void verifyRepeated(PartitionState state, SinkRecord record) {
        LastRecord last = state.durable.last();
        if (last != null && record.originalKafkaOffset() <= last.offset()) {
            verify(state, record);
        }
    }

    /**
     * Retention takes records from the beginning of a partition, compaction and transactions leave holes behind it. Only an answer that is younger than the record
     * counts: what the brokers said before it may have been true then.
     */
    private boolean explained(PartitionState state, long offset) {
        PartitionFacts facts = state.facts;
        if (facts == null) {
            gap(
                    state,
                    offset,
                    "records from offset " + state.durable.next() + " to " + (offset - 1)
                            + " are gone (retention or compaction) and were never loaded",
                    ASK_BROKERS);
        } else if (state.jumpedTo != offset) {
            state.jumpedTo = offset;
            return false;
        } else if (facts.beginning() > state.durable.next()) {
            gap(
                    state,
                    facts.beginning(),
                    "the topic begins at offset " + facts.beginning() + " now; records from offset "
                            + state.durable.next() + " on are gone (retention) and were never loaded",
                    "");
        }
        return true;
    }

    private boolean same(LastRecord last, SinkRecord record) {
        LastRecord now = fingerprint.apply(record);
        return switch (options.verify()) {
            case CONTENT -> now.timestamp() == last.timestamp() && now.hash() == last.hash();
            case TIMESTAMP -> now.timestamp() == last.timestamp();
            case NONE -> true;
        };
    }

    private HeadraceException recreated(PartitionState state, String what, String hint) {
        return HeadraceException.config("Topic '" + state.partition.topic() + "' partition "
                + state.partition.partition() + " is not the one that was loaded: " + what
                + ". It was deleted and created again, or truncated. Going on could skip records. Stop the connector and either clear its offsets (DELETE /connectors/NAME/offsets) to load the new topic from its beginning, or set a new 'ledger.id'."
                + hint);
    }

    /** @param end the first offset that is not gone */
    private void gap(PartitionState state, long end, String what, String hint) {
        String gap = "Topic '" + state.partition.topic() + "' partition " + state.partition.partition() + ": " + what;
        if (options.onGap() == OnGap.FAIL) {
            throw HeadraceException.config(gap
                    + ". Set 'on.gap=continue' to go on without them, or reload the data another way and move the offsets (PATCH /connectors/NAME/offsets)."
                    + hint);
        }
        skipped.add(end - state.durable.next());
        LOG.error("{}; going on because on.gap=continue", gap);
    }
}
