package io.headrace.http.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 8601 durations, with months and years, whose length depends on where they begin. */
public final class Durations {

    private static final Pattern ISO =
            Pattern.compile("([+-])?P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)W)?(?:(\\d+(?:\\.\\d+)?)D)?"
                    + "(?:T(?:(\\d+(?:\\.\\d+)?)H)?(?:(\\d+(?:\\.\\d+)?)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?");

    private Durations() {}

    /**
     * What a text such as {@code P1M}, {@code P1DT12H} or {@code PT0.001S} says; to be added to a date with time and offset.
     *
     * @throws IllegalArgumentException if it is no duration
     */
    public static TemporalAmount parse(String text) {
        return span(text);
    }

    static Span span(String text) {
        Matcher parts = ISO.matcher(text.trim());
        if (!parts.matches() || text.trim().matches(".*[PT]")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no ISO 8601 duration; write P1D, PT1H or P1M for example");
        }
        Duration time = seconds(parts.group(4), 7 * 86_400L)
                .plus(seconds(parts.group(5), 86_400L))
                .plus(seconds(parts.group(6), 3_600L))
                .plus(seconds(parts.group(7), 60L))
                .plus(seconds(parts.group(8), 1L));
        Span span = new Span(Period.of(whole(parts.group(2)), whole(parts.group(3)), 0), time);
        return "-".equals(parts.group(1)) ? span.negated() : span;
    }

    private static int whole(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Duration seconds(@Nullable String number, long each) {
        if (number == null) {
            return Duration.ZERO;
        }
        BigDecimal seconds = new BigDecimal(number).multiply(BigDecimal.valueOf(each));
        return Duration.ofSeconds(0, 0)
                .plusSeconds(seconds.longValue())
                .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
