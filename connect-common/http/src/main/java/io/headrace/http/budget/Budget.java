package io.headrace.http.budget;

import io.headrace.http.error.ServerWaits;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Headers;

/**
 * A compiled {@code HTTPAPIBudget}: the first policy that fits a request counts it. One budget serves all tasks of a worker that use the same credential; each joins with
 * how many tasks there are on all workers, and together they take the part of the quota that is theirs. Thread-safe.
 */
public final class Budget {

    /** How long a policy stays closed when the server says that nothing is left, and not until when. */
    private static final Duration UNTOLD = Duration.ofSeconds(5);

    private final List<CallPolicy> policies;
    private final String remainingHeader;
    private final String resetHeader;
    private final Set<Integer> hitCodes;
    private final Set<Share> shares = new HashSet<>();

    private Budget(List<CallPolicy> policies, String remainingHeader, String resetHeader, Set<Integer> hitCodes) {
        this.policies = policies;
        this.remainingHeader = remainingHeader;
        this.resetHeader = resetHeader;
        this.hitCodes = hitCodes;
    }

    /** Without any limit. */
    public static Budget unlimited() {
        return new Budget(List.of(), "", "", Set.of());
    }

    /** Compiles a component; what it says of other tasks is told by {@link #join}. */
    public static Budget of(Component budget, Scope scope) {
        return new Budget(
                budget.children("policies").stream()
                        .map(policy -> CallPolicy.of(policy, scope))
                        .toList(),
                budget.text("ratelimit_remaining_header"),
                budget.text("ratelimit_reset_header"),
                budget.values("status_codes_for_ratelimit_hit").stream()
                        .map(code -> Integer.valueOf(code.toString()))
                        .collect(Collectors.toSet()));
    }

    /**
     * Joins as one task.
     *
     * @param tasks how many tasks of the connector there are, on this worker and on others
     */
    public synchronized Share join(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("A connector has at least one task, not " + tasks);
        }
        Share share = new Share(1.0 / tasks);
        shares.add(share);
        return share;
    }

    /** One task's part in a budget. Closing it leaves its calls counted. */
    public final class Share implements AutoCloseable {

        private final double part;

        private Share(double part) {
            this.part = part;
        }

        /** Takes a call for a request that is about to be sent; empty when it may go, else when to ask again. */
        public Optional<Instant> acquire(RequestDraft draft, Instant now) {
            return Budget.this.acquire(draft, now);
        }

        /** Learns from a response what the server has counted. */
        public void observe(RequestDraft draft, int status, Headers headers, Instant now) {
            Budget.this.observe(draft, status, headers, now);
        }

        /** Holds back requests like this one, because the server asked for it. */
        public void hold(RequestDraft draft, Instant until) {
            Budget.this.hold(draft, until);
        }

        @Override
        public void close() {
            synchronized (Budget.this) {
                shares.remove(this);
            }
        }
    }

    private synchronized Optional<Instant> acquire(RequestDraft draft, Instant now) {
        for (CallPolicy policy : policies) {
            Optional<Integer> weight = policy.weight(draft);
            if (weight.isPresent()) {
                return policy.take(weight.get(), now, share());
            }
        }
        return Optional.empty();
    }

    private synchronized void observe(RequestDraft draft, int status, Headers headers, Instant now) {
        Optional<CallPolicy> policy = policy(draft);
        Optional<Long> left = left(status, headers);
        if (policy.isPresent() && left.isPresent()) {
            Instant reset = Optional.ofNullable(headers.get(resetHeader))
                    .flatMap(value -> ServerWaits.until(value, Optional.ofNullable(headers.getInstant("Date")), now))
                    .orElse(left.get() <= 0 ? now.plus(UNTOLD) : now);
            policy.get().left(left.get(), reset, now, share());
        }
    }

    private synchronized void hold(RequestDraft draft, Instant until) {
        policy(draft).ifPresent(policy -> policy.close(until));
    }

    private Optional<CallPolicy> policy(RequestDraft draft) {
        return policies.stream()
                .filter(policy -> policy.weight(draft).isPresent())
                .findFirst();
    }

    private Optional<Long> left(int status, Headers headers) {
        String value = headers.get(remainingHeader);
        if (value != null && value.strip().matches("-?\\d{1,18}")) {
            return Optional.of(Long.parseLong(value.strip()));
        }
        return hitCodes.contains(status) ? Optional.of(0L) : Optional.empty();
    }

    private double share() {
        double sum = shares.stream().mapToDouble(share -> share.part).sum();
        return sum <= 0 ? 1 : Math.min(1, sum);
    }
}
