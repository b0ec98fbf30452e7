package io.headrace.http.read;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The API's clock, as far as its answers told; the local one before the first of them (R01). */
final class ServerClock {

    private final Clock local;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    ServerClock(Clock local) {
        this.local = local;
    }

    void saw(Instant date) {
        ahead.set(Duration.between(local.instant(), date));
    }

    Instant now() {
        return local.instant().plus(ahead.get());
    }
}
