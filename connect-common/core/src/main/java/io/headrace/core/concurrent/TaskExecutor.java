package io.headrace.core.concurrent;

import java.time.Duration;

/** Runs work one piece at a time, in order, off the calling thread. A test runs the same pieces by hand, in any interleaving it likes. */
public interface TaskExecutor {

    void execute(Runnable work);

    /** Runs {@code work} not before {@code delay} has passed. Dropped when the executor is shut down first. */
    void schedule(Runnable work, Duration delay);

    /**
     * Takes no more work, drops what is delayed, and waits for what runs; interrupts it when {@code patience} is over.
     *
     * @return whether the work ended in time
     */
    boolean shutdown(Duration patience);
}
