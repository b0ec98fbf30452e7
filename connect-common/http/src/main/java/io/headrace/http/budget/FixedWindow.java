package io.headrace.http.budget;

import java.time.Duration;
import java.time.Instant;

/** So many calls in each period. The first period begins with the first call, later ones where the server says, or where the one before ended. */
final class FixedWindow implements CallRate {

    private final long limit;
    private final Duration period;
    private Instant end = Instant.MIN;
    private long used;

    FixedWindow(long limit, Duration period) {
        this.limit = limit;
        this.period = period;
    }

    @Override
    public Instant free(int weight, Instant now, double share) {
        turn(now);
        return used == 0 || used + weight <= CallRate.part(limit, share) ? now : end;
    }

    @Override
    public void take(int weight, Instant now) {
        turn(now);
        used += weight;
    }

    @Override
    public void left(long calls, Instant reset, Instant now, double share) {
        turn(now);
        used = Math.max(used, CallRate.part(limit, share) - (long) Math.floor(calls * share));
        if (reset.isAfter(now)) {
            end = reset;
        }
    }

    private void turn(Instant now) {
        if (now.isBefore(end)) {
            return;
        }
        used = 0;
        end = end.equals(Instant.MIN) || Duration.between(end, now).compareTo(period) > 0
                ? now.plus(period)
                : end.plus(period);
    }
}
