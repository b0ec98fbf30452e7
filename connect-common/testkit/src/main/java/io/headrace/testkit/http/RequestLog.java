package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every request that came to a {@link MockApi}, in order. Keeps the last million; counts all. */
public final class RequestLog {
    private static final int KEPT = 1_000_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private long count;
    private int kept = KEPT;

    synchronized void add(Call call) {
        count++;
        if (kept == 0) {
            return;
        }
        if (calls.size() >= kept) {
            calls.removeFirst();
        }
        calls.add(call);
    }

    /** Keeps only the last requests, so that a long run does not fill the heap. */
    public synchronized void keep(int last) {
        kept = last;
        while (calls.size() > last) {
            calls.removeFirst();
        }
    }

    /** {@return how many requests came, forgotten ones too} */
    public synchronized long count() {
        return count;
    }

    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    public List<Call> all(Predicate<Call> which) {
        return all().stream().filter(which).toList();
    }

    /** {@return method and target of each request, such as {@code GET /orders?page=2}} */
    public List<String> lines() {
        return all().stream().map(Call::line).toList();
    }

    /** {@return method and target of each request, followed by its body where it has one} */
    public List<String> linesWithBodies() {
        return all().stream()
                .map(call -> call.body().isEmpty() ? call.line() : call.line() + ' ' + call.body())
                .toList();
    }

    /** Forgets all requests. */
    public synchronized void clear() {
        calls.clear();
        count = 0;
    }

    /** {@return the requests in which a text, such as a password, is anywhere} */
    public List<Call> mentioning(String text) {
        return all(call -> call.mentions(text));
    }

    /**
     * {@return for each credential the most requests that it sent within any span of this length}
     *
     * @param credential names the credential of a request, such as {@code Guards::credential}
     */
    public Map<String, Integer> busiest(Duration span, Function<Call, String> credential) {
        Map<String, Deque<Instant>> recent = new HashMap<>();
        Map<String, Integer> most = new HashMap<>();
        for (Call call : all()) {
            String who = credential.apply(call);
            Deque<Instant> within = recent.computeIfAbsent(who, name -> new ArrayDeque<>());
            within.add(call.at());
            while (!within.getFirst().plus(span).isAfter(call.at())) {
                within.removeFirst();
            }
            most.merge(who, within.size(), Math::max);
        }
        return most;
    }

    /** {@return the distinct values of a query parameter, in the order in which they were first asked for} */
    public List<String> asked(String parameter) {
        List<String> values = new ArrayList<>();
        for (Call call : all()) {
            call.query(parameter).filter(value -> !values.contains(value)).ifPresent(values::add);
        }
        return values;
    }
}
