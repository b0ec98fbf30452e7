package io.headrace.sink.engine;

import io.headrace.core.error.ErrorClass;
import io.headrace.sink.brokers.PartitionFacts;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only user of a destination. Reads the ledger for partitions that were opened, asks the brokers about them, and runs one load at a time; ledger reads wait while a load has something
 * staged, because both use the same session. Its methods are called by the task thread and return at once; results come as {@link LoaderEvent}s.
 */
final class Loader {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final LoaderContext context;
    private final Retries retries;
    private final Deque<Map<LedgerKey, Long>> waitingReads = new ArrayDeque<>();

    /** Assignments that wait for their ledger entry; written by the task thread too. */
    private final Set<Long> awaiting = ConcurrentHashMap.newKeySet();

    private @Nullable Load active;
    private boolean probing;
    private boolean tablesMayDiffer;

    Loader(LoaderContext context) {
        this.context = context;
        this.retries = new Retries(context.options().retry(), context.random(), context.clock(), context.events());
    }

    /**
     * Reads the ledger.
     *
     * @param incarnations the assignments on whose behalf
     */
    void recover(Map<LedgerKey, Long> incarnations, Duration delay) {
        awaiting.addAll(incarnations.values());
        Runnable work = () -> guarded(() -> {
            waitingReads.add(incarnations);
            readLedger();
        });
        if (delay.isZero()) {
            context.executor().execute(work);
        } else {
            context.executor().schedule(work, delay);
        }
    }

    /** An assignment is over. What cannot be answered for it any more, because its topic was deleted, must not be asked for ever. */
    void forget(long incarnation) {
        awaiting.remove(incarnation);
    }

    /** A partition came without its ledger being read; its last owner may have given its tables columns, which the rows of this one must fill or clear. */
    void lookAtTablesAgain() {
        context.executor().execute(() -> guarded(() -> tablesMayDiffer = true));
    }

    void load(List<PartitionSlice> slices, String loadId, Instant startedAt) {
        context.executor()
                .execute(() -> guarded(() -> {
                    if (tablesMayDiffer) {
                        context.planner().forget();
                        tablesMayDiffer = false;
                    }
                    Load load = new Load(context, slices, loadId, startedAt, retries, this::readLedger);
                    active = load;
                    load.start();
                }));
    }

    private void readAtProbe() {
        if (!probing) {
            probing = true;
            context.executor()
                    .schedule(
                            () -> guarded(() -> {
                                probing = false;
                                readLedger();
                            }),
                            retries.untilProbe());
        }
    }

    private void readLedger() {
        if (active != null && active.holdsSession()) {
            return;
        }
        while (!waitingReads.isEmpty()) {
            if (!retries.mayTry()) {
                readAtProbe();
                return;
            }
            // Asked though nobody may wait any more: the answer tells that the target works again.
            Map<LedgerKey, Long> incarnations = new HashMap<>(waitingReads.remove());
            incarnations.values().retainAll(awaiting);
            try {
                Map<LedgerKey, LedgerEntry> entries = context.destination().recover(incarnations.keySet());
                Map<TopicPartition, PartitionFacts> facts = context.brokers().facts(partitions(incarnations.keySet()));
                awaiting.removeAll(incarnations.values());
                // The last owner may have given their tables columns, which the rows of this one must fill or clear.
                context.planner().forget();
                context.events().accept(new LoaderEvent.Recovered(entries, facts, incarnations));
                retries.succeeded();
            } catch (RuntimeException e) {
                ErrorClass errorClass = context.classify(e);
                if (errorClass != ErrorClass.TRANSIENT && errorClass != ErrorClass.DOUBTFUL) {
                    throw e;
                }
                Duration delay = retries.after(e, errorClass);
                LOG.atLevel(retries.level())
                        .log("Reading the ledger failed; trying again in {} ms: {}", delay.toMillis(), e.getMessage());
                context.executor()
                        .schedule(
                                () -> guarded(() -> {
                                    waitingReads.add(incarnations);
                                    readLedger();
                                }),
                                delay);
            }
        }
    }

    private static Set<TopicPartition> partitions(Set<LedgerKey> keys) {
        return keys.stream()
                .map(key -> new TopicPartition(key.topic(), key.partition()))
                .collect(Collectors.toSet());
    }

    /** Whatever escapes a step ends the task: an executor would swallow it. */
    private void guarded(Runnable step) {
        Steps.run(step, context.events());
    }
}
