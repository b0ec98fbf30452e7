package io.headrace.http.error;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.custom.CustomBackoffStrategy;
import io.headrace.http.custom.CustomResponse;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled backoff strategy. */
@FunctionalInterface
interface BackoffStrategy {

    /** How long to wait before the next attempt; empty when it does not know. */
    Optional<Duration> wait(Outcome outcome, Scope seen, int attempt, Instant now, RandomGenerator random);

    static BackoffStrategy of(Component strategy) {
        return switch (strategy.type()) {
            case "ConstantBackoffStrategy" -> constant(strategy);
            case "ExponentialBackoffStrategy" -> exponential(strategy);
            case "WaitTimeFromHeader" -> fromHeader(strategy, false);
            case "WaitUntilTimeFromHeader" -> fromHeader(strategy, true);
            case "CustomBackoffStrategy" -> custom(strategy);
            default ->
                throw strategy.refuse(
                        "type",
                        strategy.type() + " is no backoff strategy that this engine has",
                        "use one of those in the reference");
        };
    }

    private static BackoffStrategy constant(Component strategy) {
        Template seconds = Template.of(strategy, "backoff_time_in_seconds");
        double jitter = jitter(strategy);
        return (outcome, seen, attempt, now, random) ->
                Optional.of(seconds(number(seconds, seen).doubleValue()).plus(chance(jitter, random)));
    }

    private static BackoffStrategy custom(Component strategy) {
        CustomUse<CustomBackoffStrategy> use = CustomUse.of(CustomBackoffStrategy.class, strategy);
        return (outcome, seen, attempt, now, random) -> {
            CustomResponse response = new CustomResponse(outcome.status(), outcome.headersByName(), outcome.body());
            return use.call(seen, (code, context) -> code.wait(response, attempt, context));
        };
    }

    private static BackoffStrategy exponential(Component strategy) {
        Template factor = Template.of(strategy, "factor");
        double jitter = jitter(strategy);
        return (outcome, seen, attempt, now, random) -> {
            double bound = number(factor, seen).doubleValue() * Math.pow(2, Math.min(attempt, 40) - 1);
            Duration wait = seconds(Math.min(bound, (double) ServerWaits.LONGEST.toSeconds()));
            return Optional.of(wait.plus(chance(jitter, random)));
        };
    }

    private static BackoffStrategy fromHeader(Component strategy, boolean isTime) {
        Template header = Template.of(strategy, "header");
        Optional<Template> regex = template(strategy, "regex");
        Optional<Template> least = isTime ? template(strategy, "min_wait") : Optional.empty();
        Optional<Template> most = template(strategy, "max_waiting_time_in_seconds");
        return (outcome, seen, attempt, now, random) -> {
            Optional<Duration> floor =
                    least.map(text -> seconds(number(text, seen).doubleValue()));
            Optional<Duration> told = Optional.ofNullable(outcome.headers().get(header.text(seen)))
                    .flatMap(value -> part(regex.map(text -> text.text(seen)), value))
                    .flatMap(value ->
                            isTime ? ServerWaits.untilTime(value, outcome, now) : ServerWaits.of(value, outcome, now));
            Optional<Duration> wait = told.map(
                            time -> floor.filter(f -> f.compareTo(time) > 0).orElse(time))
                    .or(() -> floor);
            wait.ifPresent(time -> most.map(text -> seconds(number(text, seen).doubleValue()))
                    .filter(bound -> time.compareTo(bound) >= 0)
                    .ifPresent(bound -> {
                        throw tooLong(header.text(seen), time, bound);
                    }));
            return wait;
        };
    }

    private static HeadraceException tooLong(String header, Duration wait, Duration bound) {
        return new HeadraceException(
                ErrorClass.TRANSIENT,
                "The header " + header + " asks for a wait of " + wait.toSeconds()
                        + " s, and max_waiting_time_in_seconds allows less than " + bound.toSeconds()
                        + " s. Raise it to wait that long.");
    }

    private static Optional<String> part(Optional<String> regex, String value) {
        if (regex.isEmpty()) {
            return Optional.of(value);
        }
        Matcher matcher = Pattern.compile(regex.get()).matcher(value);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
    }

    private static Optional<Template> template(Component strategy, String field) {
        return strategy.optionalText(field).map(text -> Template.of(strategy, field));
    }

    private static double jitter(Component strategy) {
        return strategy.has("jitter_range_in_seconds")
                ? strategy.decimal("jitter_range_in_seconds").doubleValue()
                : 0;
    }

    private static Duration chance(double jitter, RandomGenerator random) {
        return jitter > 0 ? seconds(random.nextDouble(jitter * 2)) : Duration.ZERO;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }

    /** The number that a template gives. */
    static BigDecimal number(Template template, Scope scope) {
        String text = Json.plain(template.value(scope)).strip();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw HeadraceException.config("An error handler needs a number, and the template gives '" + text
                    + "'. Correct the template or the setting that it names.");
        }
    }
}
