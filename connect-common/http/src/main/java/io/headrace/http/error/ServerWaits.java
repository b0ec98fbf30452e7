package io.headrace.http.error;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Reads what servers say about waiting: seconds, a time of HTTP (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3</a>), a time of ISO 8601, seconds or milliseconds
 * since 1970. A time is held against the server's own clock where the response tells it, so that a wrong clock here does no harm.
 */
public final class ServerWaits {

    /** The longest wait that is chosen here; a server may ask for more. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(5);

    /** Whoever means a wait does not mean thirty years; whoever means seconds since 1970 means more than this, and milliseconds are a thousand times as many. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e11;

    private static final DateTimeFormatter RFC_850 =
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH);

    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ServerWaits() {}

    /** What the header {@code Retry-After} says. */
    static Optional<Duration> retryAfter(Outcome outcome, Instant now) {
        return Optional.ofNullable(outcome.headers().get("Retry-After")).flatMap(value -> of(value, outcome, now));
    }

    /** The wait that a header's value means; small numbers are seconds from now. Empty when it means none. */
    static Optional<Duration> of(String value, Outcome outcome, Instant now) {
        return until(value, outcome.date(), now).map(until -> Duration.between(now, until));
    }

    /**
     * The time until which a header's value asks to wait; small numbers are seconds from now. Empty when it means none.
     *
     * @param date the server's clock, where the response tells it
     */
    public static Optional<Instant> until(String value, Optional<Instant> date, Instant now) {
        return number(value)
                .filter(number -> number < EPOCH_SECONDS)
                .map(ServerWaits::seconds)
                .or(() -> time(value).map(time -> Duration.between(date.orElse(now), time)))
                .map(now::plus);
    }

    /** The wait until the time that a header's value means; every number is a time. */
    static Optional<Duration> untilTime(String value, Outcome outcome, Instant now) {
        return time(value).map(time -> Duration.between(outcome.date().orElse(now), time));
    }

    /** The time that a text means: seconds or milliseconds since 1970, HTTP or ISO 8601; empty when it means none. */
    public static Optional<Instant> time(String value) {
        Optional<Instant> number = number(value)
                .map(since -> Instant.EPOCH.plus(since >= EPOCH_MILLIS ? seconds(since / 1000) : seconds(since)));
        return number.or(() -> Stream.of(
                        DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_DATE_TIME, RFC_850, ASCTIME)
                .flatMap(format -> parse(value.strip(), format).stream())
                .findFirst());
    }

    private static Optional<Instant> parse(String value, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(value, Instant::from));
        } catch (DateTimeException e) {
            return format.equals(DateTimeFormatter.ISO_DATE_TIME) ? inUtc(value) : Optional.empty();
        }
    }

    private static Optional<Instant> inUtc(String value) {
        try {
            return Optional.of(OffsetDateTime.parse(value + "Z").toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> number(String value) {
        return value.strip().matches("[-+]?\\d{1,18}(\\.\\d{0,12})?")
                ? Optional.of(Double.parseDouble(value.strip()))
                : Optional.empty();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Twice as long each time, and a little by chance, so that many that failed together do not come back together. */
    static Duration doubling(int attempt, RandomGenerator random) {
        Duration bound = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration wait = bound.compareTo(LONGEST) > 0 ? LONGEST : bound;
        return wait.plusMillis(random.nextLong(wait.toMillis() / 5 + 1));
    }
}
