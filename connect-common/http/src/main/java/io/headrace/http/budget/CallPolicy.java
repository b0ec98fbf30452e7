package io.headrace.http.budget;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rates, and the requests that they count. Called under the lock of its budget. */
final class CallPolicy {

    private final List<CallMatcher> matchers;
    private final List<CallRate> rates;
    private Instant closedUntil = Instant.MIN;

    private CallPolicy(List<CallMatcher> matchers, List<CallRate> rates) {
        this.matchers = matchers;
        this.rates = rates;
    }

    static CallPolicy of(Component policy, Scope scope) {
        List<CallMatcher> matchers = policy.children("matchers").stream()
                .map(matcher -> CallMatcher.of(matcher, scope))
                .toList();
        return new CallPolicy(matchers, rates(policy, scope));
    }

    private static List<CallRate> rates(Component policy, Scope scope) {
        return switch (policy.type()) {
            case "FixedWindowCallRatePolicy" ->
                List.of(new FixedWindow(
                        Calls.number(policy, "call_limit", scope), Calls.span(policy, "period", scope)));
            case "MovingWindowCallRatePolicy" ->
                policy.children("rates").stream()
                        .<CallRate>map(rate -> new MovingWindow(
                                Calls.number(rate, "limit", scope), Calls.span(rate, "interval", scope)))
                        .toList();
            case "TokenBucketCallRatePolicy" ->
                List.of(new TokenBucket(
                        Calls.number(policy, "capacity", scope),
                        Calls.decimal(policy, "refill_tokens", scope).doubleValue(),
                        Calls.span(policy, "refill_interval", scope)));
            case "UnlimitedCallRatePolicy" -> List.of();
            default ->
                throw policy.refuse(
                        "type",
                        policy.type() + " is no call rate policy that this engine has",
                        "use one of those in the reference");
        };
    }

    Optional<Integer> weight(RequestDraft draft) {
        return CallMatcher.weight(matchers, draft);
    }

    /** Takes the calls if all rates allow them; else says when to ask again. */
    Optional<Instant> take(int weight, Instant now, double share) {
        Instant free = now.isBefore(closedUntil) ? closedUntil : now;
        for (CallRate rate : rates) {
            Instant one = rate.free(weight, now, share);
            free = one.isAfter(free) ? one : free;
        }
        if (free.isAfter(now)) {
            return Optional.of(free);
        }
        rates.forEach(rate -> rate.take(weight, now));
        return Optional.empty();
    }

    void left(long calls, Instant reset, Instant now, double share) {
        rates.forEach(rate -> rate.left(calls, reset, now, share));
        if (calls <= 0) {
            close(reset);
        }
    }

    void close(Instant until) {
        closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
    }
}
