package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a walk one step ahead of its reader: while a step is emitted the next one is fetched. Without fetchers each step is made when it is asked for.
 */
final class Lane implements AutoCloseable {

    private final WindowReader reader;
    private final Optional<Executor> fetchers;
    private final Clock clock;
    private @Nullable FutureTask<Step> ahead;
    private volatile @Nullable Step arrivedStep;
    private Step.@Nullable Wait pause;
    private boolean closed = false;

    Lane(WindowReader reader, Optional<Executor> fetchers, Clock clock) {
        this.reader = reader;
        this.fetchers = fetchers;
        this.clock = clock;
    }

    /** Begins to fetch the next step, if nothing forbids it. */
    void start() {
        if (fetchers.isEmpty()) {
            return;
        }
        takePause();
        if (ahead == null && !isPaused()) {
            FutureTask<Step> task = new FutureTask<>(this::advance);
            ahead = task;
            fetchers.get().execute(task);
        }
    }

    /** A step that is only a pause does not keep a lane waiting for its turn. */
    private void takePause() {
        FutureTask<Step> running = ahead;
        if (running != null && running.isDone() && arrivedStep instanceof Step.Wait wait) {
            ahead = null;
            pause = wait;
        }
    }

    private boolean isPaused() {
        return pause != null && clock.instant().isBefore(pause.until());
    }

    private Step advance() {
        synchronized (reader) {
            arrivedStep = null;
            Step step = closed ? new Step.Over(Optional.empty()) : reader.advance();
            arrivedStep = step;
            return step;
        }
    }

    /**
     * The next step.
     *
     * @param patience how long it is waited for; then the answer is to wait
     */
    Step take(Duration patience) {
        if (fetchers.isEmpty()) {
            return reader.advance();
        }
        start();
        Step.Wait paused = pause;
        if (ahead == null && paused != null) {
            return paused;
        }
        Step step = arrived(patience);
        if (step instanceof Step.Wait wait && ahead == null) {
            pause = wait;
        } else if (step instanceof Step.Chunk) {
            start();
        }
        return step;
    }

    private Step arrived(Duration patience) {
        FutureTask<Step> running = ahead;
        if (running == null) {
            throw new IllegalStateException("No step was begun");
        }
        try {
            Step step = running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            ahead = null;
            return step;
        } catch (TimeoutException e) {
            return new Step.Wait(clock.instant(), "a request is under way");
        } catch (ExecutionException e) {
            ahead = null;
            if (e.getCause() instanceof BrokenPage broken) {
                throw broken;
            }
            if (e.getCause() instanceof HeadraceException known) {
                throw known;
            }
            throw new IllegalStateException("A page could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Step.Wait(clock.instant(), "the reader was interrupted");
        }
    }

    /** Ends the walk; a request that is under way ends by itself and is thrown away. */
    @Override
    public void close() {
        if (fetchers.isEmpty()) {
            reader.close();
            return;
        }
        FutureTask<Step> running = ahead;
        if (running == null || running.isDone()) {
            closeNow();
        } else {
            closeAside(fetchers.get());
        }
    }

    private void closeAside(Executor executor) {
        try {
            executor.execute(this::closeNow);
        } catch (RejectedExecutionException e) {
            closeNow();
        }
    }

    private void closeNow() {
        synchronized (reader) {
            closed = true;
            reader.close();
        }
    }
}
