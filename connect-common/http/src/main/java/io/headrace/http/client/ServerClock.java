package io.headrace.http.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The API's clock, as far as its answers told it; this machine's before the first of them (R01). Thread-safe. */
public final class ServerClock extends Clock {

    private final Clock local;
    private final AtomicReference<@Nullable Duration> ahead;

    public ServerClock(Clock local) {
        this(local, new AtomicReference<>());
    }

    private ServerClock(Clock local, AtomicReference<@Nullable Duration> ahead) {
        this.local = local;
        this.ahead = ahead;
    }

    /** Takes what an answer says that the time is. */
    public void saw(Instant date) {
        ahead.set(Duration.between(local.instant(), date));
    }

    /** How far it is ahead of this machine's clock; zero while it is not known. */
    public Duration ahead() {
        Duration known = ahead.get();
        return known == null ? Duration.ZERO : known;
    }

    /** Whether an answer told the time yet. */
    public boolean isKnown() {
        return ahead.get() != null;
    }

    @Override
    public Instant instant() {
        return local.instant().plus(ahead());
    }

    @Override
    public ZoneId getZone() {
        return local.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ServerClock(local.withZone(zone), ahead);
    }
}
