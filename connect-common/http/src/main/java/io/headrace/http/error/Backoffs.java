package io.headrace.http.error;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often a request is repeated, and how long is waited before: as the first strategy says that knows; else as the server says in {@code Retry-After} or the headers of its rate limit; else twice as long each time. */
public final class Backoffs {

    private static final int RETRIES = 5;

    /** After a day one may ask again, whatever a server says. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Who says each time that there is nothing to wait for would be asked without end and without a pause. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final List<BackoffStrategy> strategies;
    private final Optional<Template> retries;

    private Backoffs(List<BackoffStrategy> strategies, Optional<Template> retries) {
        this.strategies = strategies;
        this.retries = retries;
    }

    static Backoffs byDefault() {
        return new Backoffs(List.of(), Optional.empty());
    }

    static Backoffs of(Component handler) {
        return new Backoffs(
                handler.children("backoff_strategies").stream()
                        .map(BackoffStrategy::of)
                        .toList(),
                Optional.of(Template.of(handler, "max_retries")));
    }

    /** How often a request is repeated. */
    public int maxRetries(Scope scope) {
        return retries.map(number -> BackoffStrategy.number(number, scope).intValue())
                .orElse(RETRIES);
    }

    /**
     * When the request may be repeated.
     *
     * @param attempt how often it was sent, at least one
     * @throws io.headrace.core.error.HeadraceException transient, when a strategy finds the wait too long
     */
    public Instant until(Outcome outcome, Scope scope, int attempt, Instant now, RandomGenerator random) {
        Scope seen = outcome.seenBy(scope);
        Duration wait = strategies.stream()
                .flatMap(strategy -> strategy.wait(outcome, seen, attempt, now, random).stream())
                .findFirst()
                .or(() -> RateHeaders.wait(outcome, now))
                .orElseGet(() -> ServerWaits.doubling(attempt, random));
        Duration least = attempt > 1 ? AGAIN : Duration.ZERO;
        Duration most = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return now.plus(most.isNegative() || most.isZero() ? least : most);
    }
}
