package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Faults at random requests, the same ones for the same seed. Every kind takes part about equally often, and two faults are
 * never so close that retries of one request could be used up by a client that sends one request at a time.
 */
public final class FaultPlan implements Behaviour {
    private final Map<Long, Fault> planned;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

    private FaultPlan(Map<Long, Fault> planned) {
        this.planned = planned;
    }

    /**
     * {@return a plan with {@code faults} faults within the next {@code requests} requests, at most two in a row}
     *
     * @param kinds which faults; all when empty
     */
    public static FaultPlan seeded(long seed, int faults, int requests, Fault... kinds) {
        if (faults * 3 > requests) {
            throw new IllegalArgumentException(
                    faults + " faults do not fit into " + requests + " requests: there must be three for each");
        }
        Random random = new Random(seed);
        Fault[] of = kinds.length == 0 ? Fault.values() : kinds;
        List<Long> places = new ArrayList<>();
        for (long pair = 0; pair < requests / 3; pair++) {
            places.add(pair * 3 + 1 + random.nextInt(2));
        }
        Collections.shuffle(places, random);
        Map<Long, Fault> planned = new HashMap<>();
        for (int i = 0; i < faults; i++) {
            planned.put(places.get(i), of[i % of.length]);
        }
        return new FaultPlan(planned);
    }

    /** {@return how often each fault has happened} */
    public synchronized Map<Fault, Integer> done() {
        return new EnumMap<>(done);
    }

    /** {@return how many faults have happened} */
    public synchronized int count() {
        return done.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Reply answer(Call call, Handler next) {
        Fault fault = planned.get(requests.incrementAndGet());
        if (fault == null) {
            return next.answer(call);
        }
        synchronized (this) {
            done.merge(fault, 1, Integer::sum);
        }
        return fault.answer(call, next);
    }
}
