package io.headrace.sink.engine;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.retry.Backoff;
import io.headrace.core.retry.CircuitBreaker;
import io.headrace.sink.options.SinkOptions.RetryOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;

/**
 * Counts failures in a row and says how long to wait: with backoff at first, and once the target is plainly down, in probes of one attempt. Failures of class DOUBTFUL end the task
 * when they are all that comes. Used by the loader's thread only.
 */
final class Retries {

    private static final int FAILURES_TO_OPEN = 5;
    private static final int DOUBTS = 8;
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);

    private final Backoff backoff;
    private final CircuitBreaker breaker;
    private final Consumer<LoaderEvent> events;
    private boolean down;
    private int doubts;

    Retries(RetryOptions options, RandomGenerator random, InstantSource clock, Consumer<LoaderEvent> events) {
        this.backoff = new Backoff(options.first(), options.longest(), random);
        this.breaker = new CircuitBreaker(
                FAILURES_TO_OPEN,
                options.longest().compareTo(PROBE_INTERVAL) < 0 ? options.longest() : PROBE_INTERVAL,
                clock.withZone(ZoneOffset.UTC));
        this.events = events;
    }

    /**
     * Notes a failure and says how long to wait before the next try.
     *
     * @throws HeadraceException of class CONFIG after too many failures of class DOUBTFUL in a row. A commit ends the row, and so does a failure that is no doubt an outage's: an outage has
     *     many faces
     */
    Duration after(RuntimeException error, ErrorClass errorClass) {
        doubts = errorClass == ErrorClass.DOUBTFUL ? doubts + 1 : 0;
        if (doubts == DOUBTS) {
            throw new HeadraceException(
                    ErrorClass.CONFIG,
                    error.getMessage() + " This was tried " + doubts
                            + " times in a row and never passed, so the task stops. Nothing is lost: mend it and restart the task.",
                    error);
        }
        breaker.failed();
        Duration wait = backoff.next();
        if (breaker.state() != CircuitBreaker.State.OPEN) {
            return wait;
        }
        if (!down) {
            down = true;
            events.accept(new LoaderEvent.TargetDown(error));
        }
        return breaker.untilProbe().compareTo(wait) > 0 ? breaker.untilProbe() : wait;
    }

    /** How loudly a repetition is told of; that the target is down was said once. */
    Level level() {
        return down ? Level.DEBUG : Level.WARN;
    }

    /** Whether a repetition may be made now; while the target is down, only one probe at a time may. */
    boolean mayTry() {
        return breaker.tryAcquire();
    }

    Duration untilProbe() {
        return breaker.untilProbe();
    }

    /** The target did what it was asked. */
    void succeeded() {
        backoff.reset();
        breaker.succeeded();
        if (down && breaker.state() == CircuitBreaker.State.CLOSED) {
            down = false;
            events.accept(new LoaderEvent.TargetUp());
        }
    }

    /** Something became durable. */
    void progressed() {
        doubts = 0;
        succeeded();
    }

    int failures() {
        return backoff.attempts();
    }
}
