package io.headrace.sink.engine;

import io.headrace.sink.options.SinkOptions.RetryOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Counts failures in a row and says how long to wait. Used by the loader's thread only. */
final class Retries {

    private static final int MAX_DOUBLINGS = 30;

    private final RetryOptions options;
    private final RandomGenerator random;
    private int failures;

    Retries(RetryOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /**
     * Notes a failure.
     *
     * @return the wait before the next try: exponential, capped, the upper half at random
     */
    Duration next() {
        long grown = options.first().toMillis() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long capped = grown <= 0
                ? options.longest().toMillis()
                : Math.min(grown, options.longest().toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
