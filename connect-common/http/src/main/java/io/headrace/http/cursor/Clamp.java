package io.headrace.http.cursor;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whole days, weeks or months: a window begins at the begin of a period and ends at the end of one, and a period that is not over yet is left to a later pass.
 *
 * <p>Airbyte moves the begin of the first window up to the next period; here it moves down, so that the part before is not lost.
 */
record Clamp(UnaryOperator<LocalDateTime> floor, UnaryOperator<LocalDateTime> next) {

    static Optional<Clamp> of(Component cursor, Scope config) {
        return cursor.optionalChild("clamping").map(clamping -> {
            String target = Template.of(clamping, "target").text(config).toUpperCase(Locale.ROOT);
            return switch (target) {
                case "DAY" -> new Clamp(Clamp::midnight, time -> time.plusDays(1));
                case "WEEK", "WEEKDAY" -> week(firstDay(clamping));
                case "MONTH" -> new Clamp(time -> midnight(time).withDayOfMonth(1), time -> time.plusMonths(1));
                default -> throw clamping.refuse("target", "No period is called " + target, "Use DAY, WEEK or MONTH");
            };
        });
    }

    private static Clamp week(DayOfWeek first) {
        return new Clamp(
                time -> midnight(time).with(TemporalAdjusters.previousOrSame(first)), time -> time.plusWeeks(1));
    }

    private static DayOfWeek firstDay(Component clamping) {
        Object details = clamping.optionalValue("target_details").orElse("");
        String day = details instanceof Map<?, ?> map && map.get("weekday") != null
                ? String.valueOf(map.get("weekday"))
                : "MONDAY";
        try {
            return DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw clamping.refuse("target_details", "No weekday is called " + day, "Use MONDAY to SUNDAY");
        }
    }

    private static LocalDateTime midnight(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    /** The begin of the period that holds a time. */
    long floor(long rank, Times times) {
        return at(floor.apply(times.time(rank).toLocalDateTime()), times);
    }

    /** The begin of the first period that begins at a time or after it. */
    long ceiling(long rank, Times times) {
        LocalDateTime time = times.time(rank).toLocalDateTime();
        LocalDateTime begin = floor.apply(time);
        return at(begin.equals(time) ? begin : next.apply(begin), times);
    }

    private static long at(LocalDateTime time, Times times) {
        return Times.rank(time.atZone(times.zone()).toOffsetDateTime());
    }
}
