package io.headrace.core.record;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates and times in the forms that Connect and Debezium give them, to the canonical microseconds and days of {@link DataType}.
 *
 * <p>Debezium marks Postgres' infinities by values next to the ends of the calendar ({@code PostgresValueConverter.POSITIVE_INFINITY_*}, made from pgjdbc's
 * {@code PGStatement.DATE_POSITIVE_INFINITY}); they become the sentinels of {@link Temporals} here and nowhere else.
 */
final class TemporalForms {

    private static final long POSITIVE_INFINITY_MICROS = 9_223_372_036_825_200_000L;
    private static final long NEGATIVE_INFINITY_MICROS = -9_223_372_036_832_400_000L;
    private static final long POSITIVE_INFINITY_MILLIS = POSITIVE_INFINITY_MICROS / 1000;
    private static final long NEGATIVE_INFINITY_MILLIS = NEGATIVE_INFINITY_MICROS / 1000;
    /** {@code -5877611-06-21} and the day after: what the overflow of pgjdbc's infinite dates comes to; Postgres' own dates begin in 4713 BC. */
    private static final long POSITIVE_INFINITY_DAY = -2_147_472_692L;

    private static final long NEGATIVE_INFINITY_DAY = -2_147_472_691L;

    private static final String TOO_FAR =
            "lies outside the years -290307 to 294246 that a timestamp in microseconds can hold; correct it at the source or drop the field with a transform";

    private TemporalForms() {}

    static Integer days(long days) {
        if (days == POSITIVE_INFINITY_DAY) {
            return Temporals.DATE_POSITIVE_INFINITY;
        }
        if (days == NEGATIVE_INFINITY_DAY) {
            return Temporals.DATE_NEGATIVE_INFINITY;
        }
        if (days != (int) days) {
            throw new BadValueException(
                    "lies outside the years ±5879610 that a date can hold; correct it at the source or drop the field with a transform");
        }
        return (int) days;
    }

    static Integer daysFromMillis(long millis) {
        return days(Math.floorDiv(millis, 86_400_000L));
    }

    /** A time of day; Postgres' 24:00 is a time of its own. */
    static Long timeOfDay(long micros) {
        if (micros < 0 || micros > Temporals.MICROS_PER_DAY) {
            throw new BadValueException(
                    "is a time outside 00:00 to 24:00; send durations as numbers or text, or drop the field with a transform");
        }
        return micros;
    }

    static Long timestamp(long micros) {
        if (micros == POSITIVE_INFINITY_MICROS) {
            return Temporals.POSITIVE_INFINITY;
        }
        if (micros == NEGATIVE_INFINITY_MICROS) {
            return Temporals.NEGATIVE_INFINITY;
        }
        return micros;
    }

    static Long timestampFromMillis(long millis) {
        if (millis == POSITIVE_INFINITY_MILLIS) {
            return Temporals.POSITIVE_INFINITY;
        }
        if (millis == NEGATIVE_INFINITY_MILLIS) {
            return Temporals.NEGATIVE_INFINITY;
        }
        if (Math.abs(millis) > Long.MAX_VALUE / 1000) {
            throw new BadValueException(TOO_FAR);
        }
        return millis * 1000;
    }

    static Long timestampFromNanos(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return Temporals.POSITIVE_INFINITY;
        }
        if (nanos == Long.MIN_VALUE) {
            return Temporals.NEGATIVE_INFINITY;
        }
        return wholeMicros(nanos);
    }

    static long wholeMicros(long nanos) {
        if (nanos % 1000 != 0) {
            throw subMicros();
        }
        return nanos / 1000;
    }

    private static BadValueException subMicros() {
        return new BadValueException(
                "has digits below a microsecond, which no column type here can hold; round it at the source or send it as text");
    }

    /** {@code 2020-01-31} with any year, and an offset behind it that says nothing about a day. */
    static Integer isoDate(String text) {
        Scanner in = new Scanner(text, "an ISO 8601 date");
        long day = in.date();
        in.offsetSeconds();
        in.end();
        return days(day);
    }

    /** {@code 12:34:56.789Z}: the zone, when there is one, is folded into UTC. */
    static Long isoTime(String text) {
        Scanner in = new Scanner(text, "an ISO 8601 time");
        long local = in.time();
        long offset = in.offsetSeconds() * 1_000_000L;
        in.end();
        return offset == 0 ? timeOfDay(local) : Math.floorMod(local - offset, Temporals.MICROS_PER_DAY);
    }

    /** {@code 2020-01-31T12:34:56.789+01:00} as an instant; Postgres' {@code infinity} is one of its two ends. */
    static Long isoTimestamp(String text) {
        if (text.equals("infinity")) {
            return Temporals.POSITIVE_INFINITY;
        }
        if (text.equals("-infinity")) {
            return Temporals.NEGATIVE_INFINITY;
        }
        Scanner in = new Scanner(text, "an ISO 8601 date-time");
        long day = in.date();
        in.dateTimeSeparator();
        long micros = in.time();
        long offset = in.offsetSeconds();
        in.end();
        return timestamp(join(day, micros, offset));
    }

    private static long join(long day, long micros, long offsetSeconds) {
        try {
            long atMidnight = Math.multiplyExact(day, Temporals.MICROS_PER_DAY);
            return Math.addExact(atMidnight, micros - offsetSeconds * 1_000_000L);
        } catch (ArithmeticException e) {
            throw new BadValueException(TOO_FAR);
        }
    }

    /** Whether the text is a date-time of RFC 3339 in its strictest reading: four-digit year, {@code T}, seconds, a zone, at most six digits of fraction. */
    static boolean isRfc3339(String text) {
        int length = text.length();
        if (length < 20 || length > 32 || text.charAt(4) != '-' || text.charAt(10) != 'T' || text.charAt(16) != ':') {
            return false;
        }
        int i = 19;
        if (text.charAt(i) == '.') {
            i++;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
            }
            if (i == 20 || i > 26) {
                return false;
            }
        }
        boolean zone = i == length - 1 && text.charAt(i) == 'Z'
                || i == length - 6 && (text.charAt(i) == '+' || text.charAt(i) == '-') && text.charAt(i + 3) == ':';
        if (!zone || text.startsWith("24", 11)) {
            return false;
        }
        try {
            isoTimestamp(text);
            return true;
        } catch (BadValueException e) {
            return false;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads ISO 8601 texts from left to right; {@code DateTimeFormatter} costs ten times as much. */
    private static final class Scanner {
        private final String text;
        private final String form;
        private int at;

        Scanner(String text, String form) {
            this.text = text;
            this.form = form;
        }

        long date() {
            boolean negative = take('-');
            if (!negative) {
                take('+');
            }
            int start = at;
            int year = number(4, 9);
            if (negative) {
                year = -year;
            }
            need(at > start && take('-'));
            int month = number(2, 2);
            need(take('-'));
            int day = number(2, 2);
            try {
                return LocalDate.of(year, month, day).toEpochDay();
            } catch (DateTimeException e) {
                throw bad();
            }
        }

        void dateTimeSeparator() {
            need(take('T') || take(' ') || take('t'));
        }

        /** Microseconds since midnight; hour 24 only as 24:00:00. */
        long time() {
            int hour = number(2, 2);
            need(take(':'));
            int minute = number(2, 2);
            int second = take(':') ? number(2, 2) : 0;
            long micros = take('.') ? fraction() : 0;
            micros += ((hour * 60L + minute) * 60L + second) * 1_000_000L;
            need(minute < 60 && second < 60 && micros <= Temporals.MICROS_PER_DAY);
            return micros;
        }

        private long fraction() {
            long micros = 0;
            int digits = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                int digit = text.charAt(at++) - '0';
                if (digits < 6) {
                    micros = micros * 10 + digit;
                } else if (digit != 0) {
                    throw subMicros();
                }
                digits++;
            }
            need(digits > 0);
            for (; digits < 6; digits++) {
                micros *= 10;
            }
            return micros;
        }

        long offsetSeconds() {
            if (at == text.length() || take('Z') || take('z')) {
                return 0;
            }
            boolean west = take('-');
            need(west || take('+'));
            long seconds = number(2, 2) * 3600L;
            if (at < text.length()) {
                take(':');
                seconds += number(2, 2) * 60L;
            }
            if (take(':')) {
                seconds += number(2, 2);
            }
            return west ? -seconds : seconds;
        }

        void end() {
            need(at == text.length());
        }

        private int number(int least, int most) {
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
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

        private BadValueException bad() {
            return new BadValueException("is not " + form
                    + ", which its schema says it is; correct it at the source or send it as plain text");
        }
    }
}
