package io.headrace.sink.engine;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.metrics.SinkMetrics;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.record.RecordDecoder;
import io.headrace.core.record.Row;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.engine.PartitionState.Phase;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task thread's half of the engine: takes records, decodes and buffers them, freezes loads and reports what is durable.
 *
 * <p>Every method is called by Connect's task thread and none does target I/O. The loader answers through {@link LoaderEvent}s, which are handled at the start of
 * {@link #put}; so all state here has one owner. Errors surface from {@code put}: Connect swallows those of other callbacks.
 */
public final class SinkEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SinkEngine.class);
    private static final Duration BUSY_POLL = Duration.ofMillis(50);
    private static final Duration FENCED_WAIT = Duration.ofMillis(200);

    private final SinkOptions options;
    private final SinkTaskContext connect;
    private final DeadLetters deadLetters;
    private final RecordDecoder decoder;
    private final EngineParts parts;
    private final Opening opening;
    private final Loader loader;
    private final Queue<LoaderEvent> events = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, PartitionState> partitions = new LinkedHashMap<>();

    private final Gauges gauges = new Gauges();

    private long incarnations;
    private long loads;
    private long heldBytes;
    private boolean loading;
    private boolean pressed;
    private boolean targetDown;
    private @Nullable Throwable failure;

    public SinkEngine(SinkOptions options, SinkTaskContext connect, EngineParts parts) {
        this.options = options;
        this.connect = connect;
        this.deadLetters = new DeadLetters(connect, parts.metrics().rowsRejected());
        this.parts = parts;
        this.decoder = parts.decoder();
        this.opening = new Opening(
                options.ledger(), parts.fingerprint(), parts.metrics().offsetsSkipped());
        this.loader = new Loader(new LoaderContext(
                options,
                parts.destination(),
                parts.brokers(),
                parts.planner(),
                parts.executor(),
                parts.clock(),
                parts.random(),
                parts.metrics(),
                parts.fingerprint(),
                events::add));
        show(parts.metrics());
    }

    private void show(SinkMetrics metrics) {
        metrics.showDurableLag(gauges::lag);
        metrics.showBudget(gauges::held, parts.budget()::limit);
        metrics.showPaused(gauges::paused);
        metrics.showDown(gauges::down);
    }

    /**
     * Takes partitions and asks for their ledger. They are not paused meanwhile: the worker is in a poll now, and one that has nothing to fetch ends only at the
     * next offset commit. The first records that come are dropped, to be read again, and pause their partition.
     */
    public void open(Collection<TopicPartition> opened) {
        Map<LedgerKey, Long> asking = new HashMap<>();
        for (TopicPartition partition : opened) {
            forget(partition);
            PartitionState state = new PartitionState(
                    partition,
                    new LedgerKey(options.ledger().id(), partition.topic(), partition.partition()),
                    ++incarnations);
            partitions.put(partition, state);
            if (options.ledger().exactlyOnce()) {
                asking.put(state.key, state.incarnation);
            } else {
                state.phase = Phase.RUNNING;
            }
            startFetching(state);
        }
        if (!asking.isEmpty()) {
            loader.recover(asking, Duration.ZERO);
        } else if (!opened.isEmpty()) {
            loader.lookAtTablesAgain();
        }
    }

    /** Lets partitions go; what is buffered for them is read again by whoever gets them. */
    public void close(Collection<TopicPartition> closed) {
        closed.forEach(this::forget);
    }

    public void put(Collection<SinkRecord> records) {
        handleEvents();
        parts.metrics().rowsIn().add(records.size());
        accept(records, parts.nanos());
        partitions.values().forEach(state -> state.seeking = false);
        loadIfDue();
        regulate();
        gauges.set(partitions.values(), heldBytes, targetDown);
        connect.timeout(nextCall().toMillis());
    }

    /** What Kafka may forget: what is durable in the target. */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
        for (PartitionState state : partitions.values()) {
            OffsetAndMetadata position = consumed.get(state.partition);
            if (state.phase != Phase.RUNNING || position == null) {
                continue;
            }
            // Not what the worker consumed: that counts records which were dropped and are yet to be read again.
            boolean nothingPending = state.buffer.isEmpty() && !state.loading;
            long next = nothingPending ? Math.max(state.position, state.durable.next()) : state.durable.next();
            if (next != LedgerEntry.NONE && next <= position.offset()) {
                durable.put(state.partition, new OffsetAndMetadata(next));
            }
        }
        return durable;
    }

    public void stop() {
        if (!parts.executor().shutdown(options.retry().stopPatience())) {
            LOG.warn(
                    "A load was still running when the task had to stop; its range is loaded again on restart if it did not commit");
        }
        parts.budget().giveBack(heldBytes);
        heldBytes = 0;
        partitions.clear();
        parts.metrics().close();
        parts.destination().close();
    }

    // ---- records

    /** Records come in runs of one partition. */
    private void accept(Collection<SinkRecord> records, long now) {
        long heldBefore = heldBytes;
        @Nullable PartitionState state = null;
        try {
            for (SinkRecord record : records) {
                if (state == null || !state.holds(record)) {
                    state = partitions.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
                }
                if (state != null) {
                    accept(state, record, now);
                }
            }
        } finally {
            parts.budget().take(heldBytes - heldBefore);
        }
    }

    private void accept(PartitionState state, SinkRecord record, long now) {
        long offset = record.originalKafkaOffset();
        if (state.phase == Phase.RECOVERING || state.seeking) {
            if (state.firstDropped == LedgerEntry.NONE) {
                state.firstDropped = offset;
            }
            if (state.phase == Phase.RECOVERING) {
                pause(state);
            }
            return;
        }
        if (state.phase == Phase.VERIFYING) {
            if (!opening.verify(state, record)) {
                reopen(state, Duration.ZERO);
                return;
            }
            state.phase = Phase.RUNNING;
            if (offset < state.position) {
                state.lastDeleted = deletedKey(decodeQuietly(record), record);
            }
        }
        if (offset < state.position) {
            opening.verifyRepeated(state, record);
            return;
        }
        buffer(state, record, now);
        state.position = offset + 1;
    }

    private void buffer(PartitionState state, SinkRecord record, long now) {
        @Nullable ChangeRecord change;
        try {
            change = decoder.decode(record);
        } catch (HeadraceException e) {
            refuseAllButPoison(e);
            state.buffer.addRejected(deadLetters.report(record, e), now);
            state.buffer.seen(record, now);
            return;
        }
        if (change != null && !repeatsDelete(state, change, record)) {
            heldBytes += state.buffer.add(change, deadLetters.kept(record), now);
            state.lastDeleted = deletedKey(change, record);
        }
        state.buffer.seen(record, now);
    }

    private @Nullable ChangeRecord decodeQuietly(SinkRecord record) {
        try {
            return decoder.decode(record);
        } catch (HeadraceException e) {
            refuseAllButPoison(e);
            LOG.debug("The last loaded record cannot be decoded; it went to dead letters then", e);
            return null;
        }
    }

    /** A record is not to blame for a registry that does not answer. */
    private static void refuseAllButPoison(HeadraceException error) {
        if (error.errorClass() != ErrorClass.POISON) {
            throw error;
        }
    }

    /** The tombstone right behind a delete event is there for log compaction and says nothing new. */
    private static boolean repeatsDelete(PartitionState state, ChangeRecord change, SinkRecord record) {
        return record.value() == null && state.lastDeleted != null && Rows.sameValues(state.lastDeleted, change.key());
    }

    private static @Nullable Row deletedKey(@Nullable ChangeRecord change, SinkRecord record) {
        return change != null && change.op() == Op.DELETE && record.value() != null ? change.key() : null;
    }

    // ---- events

    private void handleEvents() {
        for (LoaderEvent event = events.poll(); event != null; event = events.poll()) {
            handle(event);
        }
        if (failure != null) {
            throw failure instanceof ConnectException known
                    ? known
                    : new ConnectException("The sink cannot go on: " + failure.getMessage(), failure);
        }
    }

    private void handle(LoaderEvent event) {
        if (event instanceof LoaderEvent.Recovered recovered) {
            recovered.entries().forEach((key, entry) -> recovered(key, entry, recovered));
        } else if (event instanceof LoaderEvent.Loaded loaded) {
            loaded.slices().forEach(this::loaded);
        } else if (event instanceof LoaderEvent.Fenced fenced) {
            fenced.slices().forEach(this::fenced);
        } else if (event instanceof LoaderEvent.PoisonFound poison) {
            putAside(poison);
        } else if (event instanceof LoaderEvent.TargetDown down) {
            targetDown = true;
            LOG.warn(
                    "The target is down: no records are fetched until it answers; it is tried again and again. The last error was: {}",
                    down.error().getMessage());
        } else if (event instanceof LoaderEvent.TargetUp) {
            targetDown = false;
            LOG.info("The target works again");
        } else if (event instanceof LoaderEvent.Finished) {
            loading = false;
        } else if (event instanceof LoaderEvent.Failed failed) {
            failure = failed.error();
        }
    }

    private void recovered(LedgerKey key, LedgerEntry entry, LoaderEvent.Recovered answer) {
        PartitionState state = partitions.get(new TopicPartition(key.topic(), key.partition()));
        if (state == null
                || !Long.valueOf(state.incarnation).equals(answer.incarnations().get(key))) {
            return;
        }
        // What was buffered is dropped by now, and only a position tells where it begins.
        if (state.reread && !entry.hasPosition()) {
            throw HeadraceException.config("The offsets of topic '" + key.topic() + "' partition " + key.partition()
                    + " were cleared while this task was running, so it cannot know where to go on. Restart the task.");
        }
        state.facts = answer.facts().get(state.partition);
        state.durable = opening.known(state, entry);
        opening.position(state, connect);
        resume(state);
    }

    /** Asks the ledger and the brokers once more, and begins anew. */
    private void reopen(PartitionState state, Duration delay) {
        state.restart(++incarnations);
        pause(state);
        loader.recover(Map.of(state.key, state.incarnation), delay);
    }

    private void loaded(PartitionSlice slice) {
        giveBack(slice.bytes());
        PartitionState state = current(slice);
        if (state != null) {
            state.durable = slice.change().updated();
            state.loading = slice.next() < state.loadingTo;
        }
    }

    private void fenced(PartitionSlice slice) {
        giveBack(slice.bytes());
        PartitionState state = current(slice);
        if (state == null) {
            return;
        }
        LOG.warn("Another writer moved the ledger of {}; reading it again", state.partition);
        giveBack(state.buffer.bytes());
        reopen(state, FENCED_WAIT);
    }

    private @Nullable PartitionState current(PartitionSlice slice) {
        PartitionState state = partitions.get(
                new TopicPartition(slice.key().topic(), slice.key().partition()));
        return state != null && state.incarnation == slice.incarnation() ? state : null;
    }

    private void putAside(LoaderEvent.PoisonFound poison) {
        List<Future<Void>> confirmations = new ArrayList<>();
        Set<BufferedRecord> records = PartitionSlice.identitySet();
        for (LoaderEvent.Poison found : poison.poison()) {
            records.add(found.record());
            confirmations.add(deadLetters.report(found.record(), found.reason()));
        }
        poison.load().resumeWithout(records, confirmations);
    }

    // ---- loads

    private void loadIfDue() {
        if (loading || !due()) {
            return;
        }
        List<PartitionSlice> slices = new ArrayList<>();
        for (PartitionState state : partitions.values()) {
            if (state.phase == Phase.RUNNING && !state.buffer.isEmpty()) {
                PartitionSlice slice = state.buffer.freeze(
                        parts.identity().expected(state.durable, state.buffer), state.incarnation, parts.fingerprint());
                slices.add(slice);
                state.loading = true;
                state.loadingTo = slice.next();
            }
        }
        loading = true;
        loads++;
        loader.load(slices, parts.loadIds().next(options, loads), parts.clock().instant());
    }

    private boolean due() {
        long rows = 0;
        long bytes = 0;
        long oldest = Long.MAX_VALUE;
        for (PartitionState state : partitions.values()) {
            if (!state.buffer.isEmpty()) {
                rows += state.buffer.rows();
                bytes += state.buffer.bytes();
                oldest = Math.min(oldest, state.buffer.oldestNanos());
            }
        }
        if (oldest == Long.MAX_VALUE) {
            return false;
        }
        return rows >= options.flush().rows()
                || bytes >= options.flush().bytes()
                || parts.budget().exhausted()
                || parts.nanos() - oldest >= options.flush().interval().toNanos();
    }

    /** How soon Connect must call again although no record may come (it would wait for its own offset commit). */
    private Duration nextCall() {
        boolean waiting =
                loading || pressed || partitions.values().stream().anyMatch(state -> state.phase == Phase.RECOVERING);
        Duration interval = options.flush().interval();
        return waiting || interval.compareTo(BUSY_POLL) < 0
                ? BUSY_POLL
                : interval.dividedBy(4).plus(BUSY_POLL);
    }

    // ---- memory and pauses

    private void regulate() {
        long buffered = partitions.values().stream()
                .mapToLong(state -> state.buffer.bytes())
                .sum();
        long rows = partitions.values().stream()
                .mapToLong(state -> state.buffer.rows())
                .sum();
        boolean full = loading
                && (buffered >= options.flush().bytes()
                        || rows >= options.flush().rows());
        boolean press = targetDown
                || full
                || (pressed
                        ? !parts.budget().relaxed() && heldBytes > 0
                        : parts.budget().exhausted());
        if (press != pressed) {
            pressed = press;
            LOG.debug(press ? "Pausing, for the target is down or buffers are full" : "Resuming");
            partitions.values().forEach(state -> {
                if (press) {
                    pause(state);
                } else if (state.phase != Phase.RECOVERING) {
                    resume(state);
                }
            });
        }
    }

    /** Says so whatever the runtime kept of an earlier assignment: over an eager rebalance it keeps what was paused. */
    private void startFetching(PartitionState state) {
        if (pressed) {
            pause(state);
        } else {
            connect.resume(state.partition);
        }
    }

    private void pause(PartitionState state) {
        if (!state.paused) {
            connect.pause(state.partition);
            state.paused = true;
        }
    }

    private void resume(PartitionState state) {
        if (state.paused && !pressed) {
            connect.resume(state.partition);
            state.paused = false;
        }
    }

    private void forget(TopicPartition partition) {
        PartitionState state = partitions.remove(partition);
        if (state != null) {
            giveBack(state.buffer.bytes());
            loader.forget(state.incarnation);
        }
    }

    private void giveBack(long bytes) {
        heldBytes -= bytes;
        parts.budget().giveBack(bytes);
    }
}
