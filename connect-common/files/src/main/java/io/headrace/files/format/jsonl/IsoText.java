package io.headrace.files.format.jsonl;

import io.headrace.core.record.Temporals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;

/** Dates and times in ISO 8601 with years of any length and sign; what lies outside every calendar as Postgres writes it. */
final class IsoText {

    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";
    private static final int MICRO_DIGITS = 6;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, MICRO_DIGITS, true)
            .toFormatter();

    private IsoText() {}

    static String date(int days) {
        return switch (days) {
            case Temporals.DATE_POSITIVE_INFINITY -> INFINITY;
            case Temporals.DATE_NEGATIVE_INFINITY -> MINUS_INFINITY;
            default -> LocalDate.ofEpochDay(days).toString();
        };
    }

    static String time(long micros) {
        return micros == Temporals.MICROS_PER_DAY
                ? "24:00:00"
                : TIME.format(LocalTime.ofNanoOfDay(TimeUnit.MICROSECONDS.toNanos(micros)));
    }

    static String timestamp(long micros, String zone) {
        if (micros == Temporals.POSITIVE_INFINITY) {
            return INFINITY;
        }
        if (micros == Temporals.NEGATIVE_INFINITY) {
            return MINUS_INFINITY;
        }
        long second = TimeUnit.SECONDS.toMicros(1);
        LocalDateTime time = LocalDateTime.ofInstant(
                Instant.ofEpochSecond(
                        Math.floorDiv(micros, second), TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, second))),
                ZoneOffset.UTC);
        return time.toLocalDate() + "T" + TIME.format(time) + zone;
    }
}
