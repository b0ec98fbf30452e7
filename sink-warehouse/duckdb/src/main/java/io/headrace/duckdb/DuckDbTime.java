package io.headrace.duckdb;

import io.headrace.core.record.Temporals;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times in DuckDB's numbers. Infinity is the greatest number and its negative (DuckDB's {@code date_t} and {@code timestamp_t}); what lies outside the range is
 * refused here, because DuckDB 2.0 stores it and then fails as a whole ("database has been invalidated") when somebody reads it as text.
 */
final class DuckDbTime {

    /** 290309-12-22 BC, {@code Timestamp::MINIMUM}. */
    static final long LEAST_MICROS = -9_223_372_022_400_000_000L;

    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private DuckDbTime() {}

    static long micros(long micros) {
        if (micros == Temporals.NEGATIVE_INFINITY) {
            return -Long.MAX_VALUE;
        }
        if (micros < LEAST_MICROS) {
            throw new ValueRefusedException("a time before 290309-12-22 BC");
        }
        return micros;
    }

    static int days(int days) {
        if (days == Temporals.DATE_NEGATIVE_INFINITY) {
            return -Integer.MAX_VALUE;
        }
        if (days == -Integer.MAX_VALUE) {
            throw new ValueRefusedException("a date before 5877642-06-25 BC");
        }
        return days;
    }

    static long timeOfDay(long micros) {
        if (micros < 0 || micros > Temporals.MICROS_PER_DAY) {
            throw new ValueRefusedException("a time of day outside 00:00 to 24:00");
        }
        return micros;
    }

    /** As text, because {@link java.time.LocalTime} has no 24:00. */
    static String timeText(long micros) {
        long seconds = timeOfDay(micros) / MICROS_PER_SECOND;
        return "%02d:%02d:%02d.%06d"
                .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, micros % MICROS_PER_SECOND);
    }

    static LocalDate date(int days) {
        return LocalDate.ofEpochDay(days(days));
    }

    static LocalDateTime dateTime(long micros) {
        long valid = micros(micros);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(valid, MICROS_PER_SECOND),
                (int) Math.floorMod(valid, (long) MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }
}
