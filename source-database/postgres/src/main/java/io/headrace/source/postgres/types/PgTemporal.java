package io.headrace.source.postgres.types;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads dates and times as Postgres writes them with {@code DateStyle=ISO}: {@code 0044-03-15 10:00:00.5+00 BC}, {@code 24:00:00}, {@code infinity}. The results
 * are what Debezium's logical types hold; infinities have the values that Debezium gives them, so that its consumers know them.
 */
final class PgTemporal {

    /** Debezium's {@code infinity} of a timestamp without zone, microseconds. */
    private static final long INFINITY_MICROS = 9_223_372_036_825_200_000L;

    private static final long MINUS_INFINITY_MICROS = -9_223_372_036_832_400_000L;

    /** Debezium's {@code infinity} of a date, days. */
    private static final int INFINITY_DAYS = -2_147_472_692;

    private static final int MINUS_INFINITY_DAYS = -2_147_472_691;

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final String BC = " BC";

    private final String text;
    private int at;

    private PgTemporal(String text) {
        this.text = text;
    }

    /** Days since 1970-01-01. */
    static int days(String text) {
        return switch (text) {
            case "infinity" -> INFINITY_DAYS;
            case "-infinity" -> MINUS_INFINITY_DAYS;
            default -> {
                PgTemporal in = new PgTemporal(text);
                int days = (int) in.date();
                in.end();
                yield days;
            }
        };
    }

    /** Microseconds since midnight. */
    static long timeOfDay(String text) {
        PgTemporal in = new PgTemporal(text);
        long micros = in.time();
        in.end();
        return micros;
    }

    /** ISO 8601, in UTC. A time of 24:00 in UTC stays one. */
    static String zonedTime(String text) {
        PgTemporal in = new PgTemporal(text);
        long local = in.time();
        long offset = in.offsetSeconds();
        in.end();
        StringBuilder out = new StringBuilder(16);
        appendTime(out, offset == 0 ? local : Math.floorMod(local - offset * 1_000_000L, MICROS_PER_DAY));
        return out.append('Z').toString();
    }

    /** Microseconds since 1970-01-01T00:00, wall clock. */
    static long timestamp(String text) {
        return switch (text) {
            case "infinity" -> INFINITY_MICROS;
            case "-infinity" -> MINUS_INFINITY_MICROS;
            default -> {
                PgTemporal in = new PgTemporal(text);
                long days = in.date();
                in.need(in.take(' '));
                long micros = in.time();
                in.end();
                yield join(days, micros);
            }
        };
    }

    /** ISO 8601, in UTC, or {@code infinity}. */
    static String zonedTimestamp(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        PgTemporal in = new PgTemporal(text);
        long days = in.date();
        in.need(in.take(' '));
        long micros = in.time() - in.offsetSeconds() * 1_000_000L;
        in.end();
        days += Math.floorDiv(micros, MICROS_PER_DAY);
        StringBuilder out = new StringBuilder(32);
        out.append(LocalDate.ofEpochDay(days)).append('T');
        appendTime(out, Math.floorMod(micros, MICROS_PER_DAY));
        return out.append('Z').toString();
    }

    private static long join(long days, long micros) {
        try {
            return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), micros);
        } catch (ArithmeticException e) {
            throw new DataException(
                    "A timestamp lies after 294247-01-10, which microseconds since 1970 cannot hold. Correct it in the table, or leave the column out with debezium.column.exclude.list.",
                    e);
        }
    }

    private long date() {
        int year = number(4, 9);
        need(take('-'));
        int month = number(2, 2);
        need(take('-'));
        int day = number(2, 2);
        if (text.endsWith(BC)) {
            year = 1 - year;
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException e) {
            throw bad();
        }
    }

    private long time() {
        long seconds = number(2, 2) * 3600L;
        need(take(':'));
        seconds += number(2, 2) * 60L;
        need(take(':'));
        seconds += number(2, 2);
        long micros = 0;
        if (take('.')) {
            int start = at;
            micros = number(1, 6);
            for (int digits = at - start; digits < 6; digits++) {
                micros *= 10;
            }
        }
        return seconds * 1_000_000L + micros;
    }

    private long offsetSeconds() {
        boolean west = take('-');
        need(west || take('+'));
        long seconds = number(2, 2) * 3600L;
        if (take(':')) {
            seconds += number(2, 2) * 60L;
        }
        if (take(':')) {
            seconds += number(2, 2);
        }
        return west ? -seconds : seconds;
    }

    private void end() {
        need(at == text.length() || at == text.length() - BC.length() && text.endsWith(BC));
    }

    private int number(int least, int most) {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        need(at - start >= least);
        return value;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void need(boolean fits) {
        if (!fits) {
            throw bad();
        }
    }

    private static DataException bad() {
        return new DataException(
                "A date or time is not written in the ISO style. The connection sets DateStyle=ISO: remove any other DateStyle from the database's or the user's settings.");
    }

    private static void appendTime(StringBuilder out, long micros) {
        long seconds = micros / 1_000_000L;
        appendTwo(out, seconds / 3600).append(':');
        appendTwo(out, seconds / 60 % 60).append(':');
        appendTwo(out, seconds % 60);
        long fraction = micros % 1_000_000L;
        if (fraction != 0) {
            out.append('.');
            for (long unit = 100_000; fraction != 0; unit /= 10) {
                out.append((char) ('0' + fraction / unit));
                fraction %= unit;
            }
        }
    }

    private static StringBuilder appendTwo(StringBuilder out, long number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
