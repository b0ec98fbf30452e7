package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** So many requests per window and credential; refuses the rest in a form of the test's choice, and counts what it refused. */
public final class RateLimit implements Behaviour {
    private final int limit;
    private final Duration window;
    private final RetryAfter form;
    private final Map<String, Used> used = new HashMap<>();
    private Function<Call, String> credential = Guards::credential;
    private boolean secondary;
    private boolean told;
    private int refused;

    private record Used(Instant start, int count) {}

    private RateLimit(int limit, Duration window, RetryAfter form) {
        this.limit = limit;
        this.window = window;
        this.form = form;
    }

    /** {@return a limit in fixed windows, each beginning with the first request after the last one} */
    public static RateLimit of(int requests, Duration window, RetryAfter form) {
        return new RateLimit(requests, window, form);
    }

    /** Refuses with status 403 and a text about a secondary rate limit, as GitHub does, instead of 429. */
    public RateLimit secondary() {
        secondary = true;
        return this;
    }

    /** Says limit, remaining and reset (epoch seconds) in {@code X-RateLimit-*} headers of every answer. */
    public RateLimit told() {
        told = true;
        return this;
    }

    /** Counts by something else than the credential. */
    public RateLimit per(Function<Call, String> who) {
        credential = who;
        return this;
    }

    public synchronized int refused() {
        return refused;
    }

    @Override
    public Reply answer(Call call, Handler next) {
        Used now = count(call);
        Instant reset = now.start().plus(window);
        if (now.count() > limit) {
            return form.on(refusal(), call.at(), Duration.between(call.at(), reset));
        }
        Reply reply = next.answer(call);
        return told
                ? reply.header("X-RateLimit-Limit", Integer.toString(limit))
                        .header("X-RateLimit-Remaining", Integer.toString(limit - now.count()))
                        .header("X-RateLimit-Reset", Long.toString(reset.getEpochSecond() + 1))
                : reply;
    }

    private synchronized Used count(Call call) {
        Used now = used.merge(
                credential.apply(call),
                new Used(call.at(), 1),
                (old, fresh) ->
                        old.start().plus(window).isAfter(call.at()) ? new Used(old.start(), old.count() + 1) : fresh);
        if (now.count() > limit) {
            refused++;
        }
        return now;
    }

    private Reply refusal() {
        return secondary
                ? Reply.json(403, Map.of("message", "You have exceeded a secondary rate limit."))
                : Reply.json(429, Map.of("message", "Too Many Requests"));
    }
}
