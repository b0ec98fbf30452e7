package io.headrace.sink.engine;

import io.headrace.sink.options.SinkOptions.RetryOptions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Counts failures in a row and says how long to wait. Used by the loader's thread only. */
final class Retries {

    private static final int MAX_DOUBLINGS = 30;

    private final RetryOptions options;
    private int failures;

    Retries(RetryOptions options) {
        this.options = options;
    }

    /** Notes a failure. @return the wait before the next try: exponential, capped, the upper half at random */
    Duration next() {
        long grown = options.first().toMillis() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long capped = grown <= 0 ? options.longest().toMillis() : Math.min(grown, options.longest().toMillis());
        return Duration.ofMillis(capped / 2 + ThreadLocalRandom.current().nextLong(capped / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
