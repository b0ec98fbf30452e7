package io.headrace.http.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many calls in any stretch of time of a length. */
final class MovingWindow implements CallRate {

    private record Call(Instant at, int weight) {}

    private final long limit;
    private final Duration interval;
    private final Deque<Call> calls = new ArrayDeque<>();
    private long used;

    MovingWindow(long limit, Duration interval) {
        this.limit = limit;
        this.interval = interval;
    }

    @Override
    public Instant free(int weight, Instant now, double share) {
        forget(now);
        long over = used + weight - CallRate.part(limit, share);
        if (over <= 0 || calls.isEmpty()) {
            return now;
        }
        Instant free = now;
        for (Call call : calls) {
            free = call.at().plus(interval);
            over -= call.weight();
            if (over <= 0) {
                break;
            }
        }
        return free;
    }

    @Override
    public void take(int weight, Instant now) {
        calls.addLast(new Call(now, weight));
        used += weight;
    }

    private void forget(Instant now) {
        while (!calls.isEmpty() && !calls.getFirst().at().plus(interval).isAfter(now)) {
            used -= calls.removeFirst().weight();
        }
    }
}
