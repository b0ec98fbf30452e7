package io.headrace.http.budget;

import java.time.Duration;
import java.time.Instant;

/** Calls are paid from a bucket that is refilled at a steady rate. */
final class TokenBucket implements CallRate {

    private final double capacity;
    private final double perNano;
    private double tokens = -1;
    private Instant last = Instant.MIN;

    TokenBucket(double capacity, double refill, Duration interval) {
        this.capacity = capacity;
        this.perNano = refill / (double) interval.toNanos();
    }

    @Override
    public Instant free(int weight, Instant now, double share) {
        fill(now, share);
        double wanted = Math.min(weight, Math.max(1, capacity * share));
        double missing = wanted - tokens;
        return missing <= 1e-9 ? now : now.plusNanos((long) Math.ceil(missing / (perNano * share)));
    }

    @Override
    public void take(int weight, Instant now) {
        tokens -= weight;
    }

    private void fill(Instant now, double share) {
        double most = Math.max(1, capacity * share);
        if (last.equals(Instant.MIN)) {
            tokens = most;
        } else if (now.isAfter(last)) {
            tokens =
                    Math.min(most, tokens + (double) Duration.between(last, now).toNanos() * perNano * share);
        }
        last = now;
    }
}
