package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a walk ahead of its reader, as far as there is memory: while steps are emitted, or wait for their turn, the next ones are fetched, one at a time. Without fetchers each step is made
 * when it is asked for.
 */
final class Lane implements AutoCloseable {

    /** A step that was made, or why it could not be. */
    private static final class Attempt {
        private final FutureTask<Step> task;
        private @Nullable Step step;

        Attempt(WindowReader reader, ReadAhead room) {
            this.task = new FutureTask<>(() -> {
                Step made = reader.advance(room.step());
                step = made;
                return made;
            });
        }

        long bytes() {
            return step instanceof Step.Chunk chunk ? chunk.bytes() : 0;
        }

        boolean isChunk() {
            return step instanceof Step.Chunk;
        }
    }

    private final WindowReader reader;
    private final Optional<Executor> fetchers;
    private final ReadAhead room;
    private final Clock clock;

    /** What waits for its turn. Only its last one may be no chunk. */
    private final Deque<Attempt> made = new ArrayDeque<>();

    private Step.@Nullable Wait pause;
    private boolean fetching = false;
    private boolean closed = false;

    Lane(WindowReader reader, Optional<Executor> fetchers, ReadAhead room, Clock clock) {
        this.reader = reader;
        this.fetchers = fetchers;
        this.room = room;
        this.clock = clock;
    }

    /** Begins to fetch the next step, if nothing forbids it. */
    synchronized void start() {
        boolean mayFetch = made.isEmpty() ? !isPaused() : made.getLast().isChunk() && room.hasRoom() && !isPaused();
        if (fetchers.isPresent() && mayFetch && !fetching && !closed) {
            fetching = true;
            fetchers.get().execute(this::fetch);
        }
    }

    private boolean isPaused() {
        return pause != null && clock.instant().isBefore(pause.until());
    }

    /** Makes one step, on a thread of the fetchers; the next one queues behind other lanes. */
    private void fetch() {
        Attempt attempt = new Attempt(reader, room);
        if (!isClosed()) {
            attempt.task.run();
        }
        synchronized (this) {
            fetching = false;
            notifyAll();
            if (closed) {
                reader.close();
                return;
            }
            // A step that is only a pause does not keep a lane waiting for its turn.
            pause = attempt.step instanceof Step.Wait wait ? wait : null;
            if (pause == null) {
                room.take(attempt.bytes());
                made.add(attempt);
            }
            start();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * The next step.
     *
     * @param patience how long it is waited for; then the answer is to wait
     */
    Step take(Duration patience) {
        if (fetchers.isEmpty()) {
            return reader.advance(ReadAhead.STEP);
        }
        try {
            return next(System.nanoTime() + patience.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Step.Wait(clock.instant(), "the reader was interrupted");
        }
    }

    private synchronized Step next(long deadline) throws InterruptedException {
        start();
        while (made.isEmpty()) {
            Step.Wait paused = pause;
            if (!fetching && paused != null) {
                return paused;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return new Step.Wait(clock.instant(), "a request is under way");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        Attempt first = made.remove();
        room.give(first.bytes());
        if (first.isChunk()) {
            start();
        }
        return step(first);
    }

    private static Step step(Attempt attempt) throws InterruptedException {
        try {
            return attempt.task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokenPage broken) {
                throw broken;
            }
            if (e.getCause() instanceof HeadraceException known) {
                throw known;
            }
            throw new IllegalStateException("A page could not be read", e.getCause());
        }
    }

    /** Ends the walk; a request that is under way ends by itself and is thrown away. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        made.forEach(attempt -> room.give(attempt.bytes()));
        made.clear();
        if (!fetching) {
            reader.close();
        }
    }
}
