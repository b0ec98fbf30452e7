package io.headrace.sink.engine;

import io.headrace.core.retry.Backoff;
import io.headrace.core.retry.CircuitBreaker;
import io.headrace.sink.options.SinkOptions.RetryOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/** Counts failures in a row and says how long to wait: with backoff at first, and once the target is plainly down, in probes of one attempt. Used by the loader's thread only. */
final class Retries {

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);

    private final Backoff backoff;
    private final CircuitBreaker breaker;

    Retries(RetryOptions options, RandomGenerator random, InstantSource clock) {
        this.backoff = new Backoff(options.first(), options.longest(), random);
        this.breaker = new CircuitBreaker(
                FAILURES_TO_OPEN,
                options.longest().compareTo(PROBE_INTERVAL) < 0 ? options.longest() : PROBE_INTERVAL,
                clock.withZone(ZoneOffset.UTC));
    }

    /** Notes a failure and says how long to wait before the next try. */
    Duration next() {
        breaker.failed();
        Duration wait = backoff.next();
        return breaker.state() == CircuitBreaker.State.OPEN
                        && breaker.untilProbe().compareTo(wait) > 0
                ? breaker.untilProbe()
                : wait;
    }

    /** Whether a repetition may be made now; while the target is down, only one probe at a time may. */
    boolean mayTry() {
        return breaker.tryAcquire();
    }

    Duration untilProbe() {
        return breaker.untilProbe();
    }

    void succeeded() {
        backoff.reset();
        breaker.succeeded();
    }

    int failures() {
        return backoff.attempts();
    }
}
