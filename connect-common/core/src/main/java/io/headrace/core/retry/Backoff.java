package io.headrace.core.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter, that is, any span up to a bound that doubles with every attempt and ends at a cap. Full
 * jitter keeps many tasks that failed together from coming back together
 * (<a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Brooker, 2015</a>). Not thread-safe.
 */
public final class Backoff {

    private final long firstNanos;
    private final long capNanos;
    private final RandomGenerator random;
    private long boundNanos;
    private int attempts;

    /**
     * @param first the bound of the first wait; positive
     * @param cap the bound of every wait; at least {@code first}
     */
    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The first wait " + first + " must be positive and at most the cap " + cap);
        }
        this.firstNanos = first.toNanos();
        this.capNanos = cap.toNanos();
        this.random = random;
        this.boundNanos = firstNanos;
    }

    /** The wait before the next attempt, from nothing up to the bound; doubles the bound. */
    public Duration next() {
        Duration wait = Duration.ofNanos(random.nextLong(boundNanos + 1));
        attempts++;
        boundNanos = boundNanos > capNanos / 2 ? capNanos : boundNanos * 2;
        return wait;
    }

    /** Begins anew; to be called after a success. */
    public void reset() {
        boundNanos = firstNanos;
        attempts = 0;
    }

    /** How many waits were asked for since the beginning or the last {@link #reset}. */
    public int attempts() {
        return attempts;
    }
}
