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
import io.headrace.sink.spi.Staged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flush on its way to the target. Each step is a piece of work of its own on the loader's executor, so that a test can stop the world between any two.
 *
 * <p>A unit is what one commit covers: all partitions, or one, as the target can. Per unit: plan, stage each table, await dead letters, commit. A failure discards what is
 * staged; a transient one waits, asks the ledger what became of the range (the commit's answer may have been lost), and repeats the very same range.
 */
final class Load {

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);
    private static final Duration DEAD_LETTER_POLL = Duration.ofMillis(10);
    private static final int VANISHING_POISON_LIMIT = 3;

    private final LoaderContext context;
    private final String loadId;
    private final Instant startedAt;
    private final Retries retries;
    private final Runnable sessionFree;
    private final Deque<List<PartitionSlice>> units = new ArrayDeque<>();

    private List<PartitionSlice> slices = List.of();
    private List<PlannedTable> tables = List.of();
    private final List<Staged> staged = new ArrayList<>();
    private boolean holdsSession;
    private int vanishedPoison;

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
            context.events().accept(new LoaderEvent.Finished());
            return;
        }
        slices = units.remove();
        vanishedPoison = 0;
        step(this::plan);
    }

    private void plan() {
        if (slices.isEmpty()) {
            nextUnit();
            return;
        }
        // An earlier discard may have failed; what it left staged must not be committed now.
        context.destination().discard();
        tables = context.planner().plan(slices, loadId, startedAt);
        staged.clear();
        holdsSession = true;
        step(() -> stage(0));
    }

    private void stage(int index) {
        if (index == tables.size()) {
            awaitDeadLetters(
                    context.clock().instant().plus(context.options().retry().deadLetterPatience()));
            return;
        }
        PlannedTable table = tables.get(index);
        try {
            Batch batch = table.batch(table.records());
            if (batch.rows() > 0 || batch.truncate()) {
                staged.add(context.destination().stage(batch));
            }
        } catch (RuntimeException e) {
            if (context.classify(e) != ErrorClass.POISON) {
                throw e;
            }
            bisect(table, e);
            return;
        }
        step(() -> stage(index + 1));
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
        context.destination()
                .commit(
                        staged,
                        changes,
                        LoadLog.entries(
                                slices,
                                tables,
                                staged,
                                loadId,
                                startedAt,
                                context.clock().instant()));
        done();
    }

    private void done() {
        retries.succeeded();
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
            vanishedPoison++;
            if (vanishedPoison >= VANISHING_POISON_LIMIT) {
                throw new HeadraceException(
                        ErrorClass.CONFIG,
                        "The target refuses a batch for table " + table.id()
                                + " but takes each of its records alone. The first error was: " + error.getMessage(),
                        error);
            }
            step(this::plan);
            return;
        }
        context.events().accept(new LoaderEvent.PoisonFound(this, poison, error));
        release();
    }

    private void failed(RuntimeException error) {
        discard();
        switch (context.classify(error)) {
            case FENCED -> fenced(error);
            case TRANSIENT -> {
                context.planner().forget();
                context.metrics().retries().add(1);
                Duration delay = retries.next();
                LOG.warn(
                        "Load {} failed ({} in a row); trying again in {} ms: {}",
                        loadId,
                        retries.failures(),
                        delay.toMillis(),
                        error.getMessage());
                release();
                context.executor().schedule(() -> guarded(this::settle), delay);
            }
            case POISON, CONFIG -> throw error;
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
            context.events().accept(new LoaderEvent.Loaded(durable));
        }
        slices = slices.stream().filter(slice -> !durable.contains(slice)).toList();
        drop(lost);
        plan();
    }

    private static boolean sameGeneration(LedgerEntry now, LedgerEntry expected) {
        return now.generation() == expected.generation();
    }

    private void drop(List<PartitionSlice> lost) {
        if (!lost.isEmpty()) {
            context.events().accept(new LoaderEvent.Fenced(lost));
            slices = slices.stream().filter(slice -> !lost.contains(slice)).toList();
        }
    }

    private void discard() {
        staged.clear();
        try {
            context.destination().discard();
        } catch (RuntimeException e) {
            if (context.classify(e) != ErrorClass.TRANSIENT) {
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
                        release();
                        context.events().accept(new LoaderEvent.PoisonFound(this, e.records(), e.reason()));
                    } catch (RuntimeException e) {
                        failed(e);
                    }
                },
                context.events());
    }
}
