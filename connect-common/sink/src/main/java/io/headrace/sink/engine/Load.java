package io.headrace.sink.engine;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.plan.PlannedTable;
import io.headrace.sink.plan.PoisonException;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Capabilities.LedgerGranularity;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.Staged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flush on its way to the target. Each step is a piece of work of its own on the loader's executor, so that a test can stop the world between any two.
 *
 * <p>A unit is what one commit covers: all partitions, or one, as the target can. Per unit: plan, stage each table, await dead letters, commit. A failure discards what is
 * staged; a transient one waits, asks the ledger what became of the range (the commit's answer may have been lost), and repeats the very same range.
 *
 * <p>Rows that the target refuses for what else it holds or is given (CLASH) may be right all the same, in Kafka's order: a batch is what all its records come to, and two rows may have
 * swapped a unique value by way of a third. So such a unit is cut in two, each half with ranges of its own, and loaded one half after the other; what is refused as the only record of
 * its unit, on top of all before it, is poison. A unit is cut only when nothing of it is or can become durable.
 */
final class Load {

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);
    private static final Duration DEAD_LETTER_POLL = Duration.ofMillis(10);

    private final LoaderContext context;
    private final String loadId;
    private final Instant startedAt;
    private final Retries retries;
    private final Runnable sessionFree;
    private final Units units;

    /** Poison that is not reported yet; it is left out of what is staged. */
    private final Map<BufferedRecord, RuntimeException> aside = new IdentityHashMap<>();

    private List<PartitionSlice> slices = List.of();
    private List<PlannedTable> tables = List.of();
    private final List<Staged> staged = new ArrayList<>();
    private boolean holdsSession;

    Load(
            LoaderContext context,
            List<PartitionSlice> slices,
            String loadId,
            Instant startedAt,
            Retries retries,
            Runnable sessionFree) {
        this.context = context;
        this.loadId = loadId;
        this.startedAt = startedAt;
        this.retries = retries;
        this.sessionFree = sessionFree;
        this.units = new Units(context.fingerprint());
        if (context.destination().capabilities().granularity() == LedgerGranularity.TRANSACTION) {
            units.add(slices);
        } else {
            slices.forEach(slice -> units.add(List.of(slice)));
        }
    }

    void start() {
        nextUnit();
    }

    /** Whether something is staged, so that nobody else may use the destination. */
    boolean holdsSession() {
        return holdsSession;
    }

    /** Goes on after the task thread reported poison; called by the task thread. */
    void resumeWithout(Set<BufferedRecord> poison, List<Future<Void>> confirmations) {
        step(() -> {
            slices = slices.stream()
                    .map(slice -> slice.records().stream().anyMatch(poison::contains)
                            ? slice.without(poison, confirmations)
                            : slice)
                    .toList();
            plan();
        });
    }

    private void nextUnit() {
        release();
        if (units.isEmpty()) {
            retries.succeeded();
            context.events().accept(new LoaderEvent.Finished());
            return;
        }
        slices = units.next();
        step(this::plan);
    }

    private void plan() {
        if (slices.isEmpty()) {
            nextUnit();
            return;
        }
        // An earlier discard may have failed; what it left staged must not be committed now.
        context.destination().discard();
        tables = context.planner().plan(withoutAside(), loadId, startedAt);
        staged.clear();
        holdsSession = true;
        step(() -> stage(0));
    }

    private void stage(int index) {
        if (index == tables.size()) {
            if (!reportAside()) {
                awaitDeadLetters(
                        context.clock().instant().plus(context.options().retry().deadLetterPatience()));
            }
            return;
        }
        PlannedTable table = tables.get(index);
        try {
            Batch batch = table.batch(table.records());
            if (batch.rows() > 0 || batch.truncate()) {
                staged.add(context.destination().stage(batch));
            }
        } catch (RuntimeException e) {
            switch (context.classify(e)) {
                case POISON -> bisect(table, e);
                case CLASH -> divide(e);
                default -> throw e;
            }
            return;
        }
        step(() -> stage(index + 1));
    }

    private List<PartitionSlice> withoutAside() {
        return aside.isEmpty()
                ? slices
                : slices.stream()
                        .map(slice -> slice.without(aside.keySet(), List.of()))
                        .toList();
    }

    /** Reports poison once the rest of its unit is known to be good, so that many records are one report. */
    private boolean reportAside() {
        List<LoaderEvent.Poison> found = poisoned(aside::remove);
        if (found.isEmpty()) {
            return false;
        }
        discard();
        report(found);
        return true;
    }

    private void report(List<LoaderEvent.Poison> found) {
        release();
        context.events().accept(new LoaderEvent.PoisonFound(this, found));
    }

    private void report(Map<BufferedRecord, RuntimeException> poison) {
        report(poisoned(poison::get));
    }

    /** In Kafka order, the records that there is something against. */
    private List<LoaderEvent.Poison> poisoned(Function<BufferedRecord, @Nullable RuntimeException> reasons) {
        List<LoaderEvent.Poison> found = new ArrayList<>();
        for (PartitionSlice slice : slices) {
            for (BufferedRecord record : slice.records()) {
                RuntimeException reason = reasons.apply(record);
                if (reason != null) {
                    found.add(new LoaderEvent.Poison(record, reason));
                }
            }
        }
        return found;
    }

    /** The ledger must not pass a record that dead letters do not have yet. */
    private void awaitDeadLetters(Instant deadline) {
        List<Future<Void>> open = slices.stream()
                .flatMap(slice -> slice.deadLetters().stream())
                .filter(future -> !future.isDone())
                .toList();
        if (open.isEmpty()) {
            slices.forEach(slice -> slice.deadLetters().forEach(Load::confirm));
            step(this::commit);
        } else if (context.clock().instant().isAfter(deadline)) {
            throw HeadraceException.config(
                    "The dead-letter topic did not confirm " + open.size()
                            + " records in time; nothing was loaded past them. Check that the topic exists and that the worker may write to it, then restart the task.");
        } else {
            context.executor().schedule(() -> guarded(() -> awaitDeadLetters(deadline)), DEAD_LETTER_POLL);
        }
    }

    private static void confirm(Future<Void> written) {
        try {
            written.get();
        } catch (ExecutionException e) {
            throw new HeadraceException(
                    ErrorClass.CONFIG,
                    "A record could not be written to the dead-letter topic; nothing was loaded past it. Check that the topic exists and that the worker may write to it, then restart the task.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HeadraceException(ErrorClass.TRANSIENT, "Interrupted while awaiting dead letters", e);
        }
    }

    private void commit() {
        boolean exactlyOnce = context.options().ledger().exactlyOnce();
        List<LedgerChange> changes =
                exactlyOnce ? slices.stream().map(PartitionSlice::change).toList() : List.of();
        List<LoadEntry> log = LoadLog.entries(
                slices, tables, staged, loadId, startedAt, context.clock().instant());
        try {
            context.destination().commit(staged, changes, log);
        } catch (RuntimeException e) {
            switch (context.classify(e)) {
                case POISON, CLASH -> divide(e);
                default -> throw e;
            }
            return;
        }
        done();
    }

    private void done() {
        retries.progressed();
        units.committed();
        context.metrics()
                .flush()
                .add(Duration.between(startedAt, context.clock().instant()));
        context.metrics()
                .rowsWritten()
                .add(staged.stream().mapToLong(done -> done.batch().rows()).sum());
        context.events().accept(new LoaderEvent.Loaded(slices));
        slices = List.of();
        tables = List.of();
        staged.clear();
        nextUnit();
    }

    private void bisect(PlannedTable table, RuntimeException error) {
        discard();
        Set<BufferedRecord> poison = new Bisection(context, table).find();
        if (poison.isEmpty()) {
            divide(error);
        } else {
            report(PoisonException.of(poison, error).reasons());
        }
    }

    /** Goes on with half of the unit, or without its only record. */
    private void divide(RuntimeException error) {
        discard();
        Set<BufferedRecord> records = PartitionSlice.identitySet();
        slices.forEach(slice -> records.addAll(slice.records()));
        records.removeAll(aside.keySet());
        if (records.isEmpty()) {
            throw error;
        }
        if (records.size() > 1) {
            LOG.debug("Load {}: {} records are refused together; loading them in two parts", loadId, records.size());
            units.split(slices, records);
            nextUnit();
            return;
        }
        BufferedRecord only = records.iterator().next();
        PartitionSlice slice = slices.stream()
                .filter(each -> each.records().stream().anyMatch(record -> record == only))
                .findFirst()
                .orElseThrow();
        List<PartitionSlice> others =
                slices.stream().filter(each -> each != slice).toList();
        if (!others.isEmpty()) {
            units.addFirst(List.of(slice));
            units.addFirst(others);
            nextUnit();
        } else if (context.classify(error) == ErrorClass.CLASH && units.defer(slice)) {
            nextUnit();
        } else if (only.original() == null) {
            // There are no dead letters, so the first refusal ends the task; others need not be looked for.
            report(List.of(new LoaderEvent.Poison(only, error)));
        } else {
            aside.put(only, error);
            if (units.joinToFollowing(slice)) {
                nextUnit();
            } else {
                step(this::plan);
            }
        }
    }

    private void failed(RuntimeException error) {
        discard();
        ErrorClass errorClass = context.classify(error);
        switch (errorClass) {
            case FENCED -> fenced(error);
            case TRANSIENT, DOUBTFUL -> {
                context.planner().forget();
                context.metrics().retries().add(1);
                Duration delay = retries.after(error, errorClass);
                LOG.atLevel(retries.level())
                        .log(
                                "Load {} failed ({} in a row); trying again in {} ms: {}",
                                loadId,
                                retries.failures(),
                                delay.toMillis(),
                                error.getMessage());
                release();
                context.executor().schedule(() -> guarded(this::settle), delay);
            }
            case POISON, CLASH, CONFIG -> throw error;
        }
    }

    private void fenced(RuntimeException error) {
        if (!(error instanceof FencedException fence)) {
            throw error;
        }
        drop(slices.stream().filter(slice -> fence.keys().contains(slice.key())).toList());
        step(this::plan);
    }

    /** After an unknown outcome: what the ledger says about each range decides. */
    private void settle() {
        if (!retries.mayTry()) {
            context.executor().schedule(() -> guarded(this::settle), retries.untilProbe());
            return;
        }
        if (!context.options().ledger().exactlyOnce()) {
            plan();
            return;
        }
        Map<LedgerKey, LedgerEntry> ledger = context.destination()
                .recover(slices.stream().map(PartitionSlice::key).collect(Collectors.toSet()));
        List<PartitionSlice> durable = new ArrayList<>();
        List<PartitionSlice> lost = new ArrayList<>();
        for (PartitionSlice slice : slices) {
            LedgerEntry now = ledger.get(slice.key());
            if (now == null || !sameGeneration(now, slice.expected())) {
                lost.add(slice);
            } else if (now.next() == slice.change().next()) {
                durable.add(slice);
            } else if (now.next() != slice.expected().next()) {
                lost.add(slice);
            }
        }
        if (!durable.isEmpty()) {
            retries.progressed();
            units.committed();
            context.events().accept(new LoaderEvent.Loaded(durable));
        }
        slices = slices.stream().filter(slice -> !durable.contains(slice)).toList();
        drop(lost);
        plan();
    }

    private static boolean sameGeneration(LedgerEntry now, LedgerEntry expected) {
        return now.generation() == expected.generation();
    }

    /** What follows a range in later units is lost with it. */
    private void drop(List<PartitionSlice> lost) {
        if (!lost.isEmpty()) {
            slices = slices.stream().filter(slice -> !lost.contains(slice)).toList();
            List<PartitionSlice> all = new ArrayList<>(lost);
            all.addAll(units.drop(lost.stream().map(PartitionSlice::key).collect(Collectors.toSet())));
            context.events().accept(new LoaderEvent.Fenced(all));
        }
    }

    private void discard() {
        staged.clear();
        try {
            context.destination().discard();
        } catch (RuntimeException e) {
            if (context.classify(e) != ErrorClass.TRANSIENT && context.classify(e) != ErrorClass.DOUBTFUL) {
                throw e;
            }
            LOG.debug("Discarding failed; the target drops what was staged when the session ends", e);
        }
    }

    private void release() {
        holdsSession = false;
        sessionFree.run();
    }

    private void step(Runnable work) {
        context.executor().execute(() -> guarded(work));
    }

    private void guarded(Runnable work) {
        Steps.run(
                () -> {
                    try {
                        work.run();
                    } catch (PoisonException e) {
                        discard();
                        report(e.reasons());
                    } catch (RuntimeException e) {
                        failed(e);
                    }
                },
                context.events());
    }
}
