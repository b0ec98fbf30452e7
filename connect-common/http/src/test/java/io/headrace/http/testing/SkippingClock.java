package io.headrace.http.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test turns forward instead of waiting. */
public final class SkippingClock extends Clock {
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    /** Makes it that time, unless it is later already. */
    public void skipTo(Instant time) {
        Duration left = Duration.between(instant(), time);
        if (!left.isNegative()) {
            skipped.updateAndGet(left::plus);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(skipped.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times are in UTC here, not in " + zone);
    }
}
