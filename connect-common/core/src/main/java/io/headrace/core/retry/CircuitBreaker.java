package io.headrace.core.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Spares a system that is down. Closed, it lets all calls through; after some failures in a row it opens and refuses them; after a rest it is half open and lets
 * one call probe the system, whose outcome closes it or opens it again. Thread-safe.
 */
public final class CircuitBreaker {

    /** What the breaker does with calls. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final int failuresToOpen;
    private final Duration rest;
    private final Clock clock;
    private State state = State.CLOSED;
    private int failures;
    private Instant since;

    /**
     * @param failuresToOpen how many failures in a row open it; at least one
     * @param rest how long it stays open before a probe; a probe without an outcome is given up after the same span
     */
    public CircuitBreaker(int failuresToOpen, Duration rest, Clock clock) {
        if (failuresToOpen < 1 || rest.isNegative()) {
            throw new IllegalArgumentException(
                    "The failures " + failuresToOpen + " must be at least 1 and the rest " + rest + " not negative");
        }
        this.failuresToOpen = failuresToOpen;
        this.rest = rest;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Whether a call may be made now. Who gets true must tell the outcome by {@link #succeeded} or {@link #failed}. */
    public synchronized boolean tryAcquire() {
        if (state == State.CLOSED) {
            return true;
        }
        if (!untilProbe().isZero()) {
            return false;
        }
        enter(State.HALF_OPEN);
        return true;
    }

    /** A call went well. While open this tells of a call made before, and is ignored. */
    public synchronized void succeeded() {
        failures = 0;
        if (state == State.HALF_OPEN) {
            enter(State.CLOSED);
        }
    }

    /** A call failed in a way that says the system is down. While open this tells of a call made before, and is ignored. */
    public synchronized void failed() {
        failures++;
        if (state == State.HALF_OPEN || state == State.CLOSED && failures >= failuresToOpen) {
            enter(State.OPEN);
        }
    }

    public synchronized State state() {
        return state;
    }

    /** How long until {@link #tryAcquire} can be true; zero when it can be now. */
    public synchronized Duration untilProbe() {
        if (state == State.CLOSED) {
            return Duration.ZERO;
        }
        Duration passed = Duration.between(since, clock.instant());
        if (passed.isNegative()) {
            // The clock was set back: do not wait for it to come again.
            return Duration.ZERO;
        }
        Duration left = rest.minus(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void enter(State next) {
        state = next;
        since = clock.instant();
        failures = next == State.CLOSED ? 0 : failures;
    }
}
