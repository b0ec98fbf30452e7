package io.headrace.http.error;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What servers say about waiting beside {@code Retry-After}, heeded without being declared: {@code Retry-After-Ms}, and the reset of a rate limit that is used up. APIs give the reset as seconds since 1970
 * (GitHub's {@code X-RateLimit-Reset}) or as seconds from now
 * (<a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-06">RateLimit-Reset</a>); the size tells which.
 */
final class RateHeaders {

    private static final List<String> RESET =
            List.of("X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset", "X-RateLimit-Reset-After");
    private static final List<String> REMAINING =
            List.of("X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining");

    private RateHeaders() {}

    /** Whether a refusal means that one came too often: nothing remains, or it says how long to wait. */
    static boolean limits(Outcome outcome) {
        return remaining(outcome).filter(left -> left <= 0).isPresent()
                || outcome.headers().get("Retry-After") != null
                || outcome.headers().get("Retry-After-Ms") != null;
    }

    /** How long to wait; empty when the server does not say. */
    static Optional<Duration> wait(Outcome outcome, Instant now) {
        return ServerWaits.retryAfter(outcome, now).or(() -> millis(outcome)).or(() -> untilReset(outcome, now));
    }

    private static Optional<Duration> millis(Outcome outcome) {
        return values(outcome, List.of("Retry-After-Ms"))
                .flatMap(value -> ServerWaits.number(value).stream())
                .map(number -> Duration.ofMillis(Math.round(number)))
                .findFirst();
    }

    /** Many APIs tell the reset in every response, so that it only counts where a limit is what refused. */
    private static Optional<Duration> untilReset(Outcome outcome, Instant now) {
        boolean limited = Throttling.isTold(outcome.body())
                || outcome.status() == 429
                || outcome.status() == 403
                || outcome.status() == 503;
        if (!limited || remaining(outcome).filter(left -> left > 0).isPresent()) {
            return Optional.empty();
        }
        return values(outcome, RESET)
                .flatMap(value -> ServerWaits.of(value, outcome, now).stream())
                .filter(wait -> !wait.isNegative() && !wait.isZero())
                .findFirst();
    }

    private static Optional<Double> remaining(Outcome outcome) {
        return values(outcome, REMAINING)
                .flatMap(value -> ServerWaits.number(value).stream())
                .findFirst();
    }

    private static Stream<String> values(Outcome outcome, List<String> names) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(outcome.headers().get(name)).stream());
    }
}
