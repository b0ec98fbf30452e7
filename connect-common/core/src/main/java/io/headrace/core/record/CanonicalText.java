package io.headrace.core.record;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Base64;

/**
 * Canonical values as plain text: ISO 8601 for dates and times (years outside 0 to 9999 signed, as {@link LocalDate} writes them; {@code infinity} and {@code -infinity} for the
 * ends of time), base64 for bytes, plain digits for decimals, JSON for what is nested.
 */
public final class CanonicalText {

    /** Postgres' numeric, the widest there is, has up to 131072 digits before the point. */
    private static final int LONGEST_PLAIN = 200_000;

    private static final long MICROS_PER_SECOND = 1_000_000L;

    private CanonicalText() {}

    /** @param value canonical for {@code type} (see {@link DataType}), not null */
    public static String of(Object value, DataType type) {
        if (type instanceof DataType.Date) {
            return date((Integer) value);
        }
        if (type instanceof DataType.Time) {
            return time((Long) value);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            return timestamp((Long) value, timestamp.zoned());
        }
        if (type instanceof DataType.Bytes) {
            return Base64.getEncoder().encodeToString((byte[]) value);
        }
        if (type instanceof DataType.ListOf || type instanceof DataType.MapOf || type instanceof DataType.StructOf) {
            return JsonText.of(value, type);
        }
        return value instanceof BigDecimal decimal ? plain(decimal) : value.toString();
    }

    /** Plain digits, unless the exponent alone would make megabytes of zeros. */
    static String plain(BigDecimal decimal) {
        return Math.abs((long) decimal.scale()) > LONGEST_PLAIN ? decimal.toString() : decimal.toPlainString();
    }

    private static String date(int days) {
        if (days == Temporals.DATE_POSITIVE_INFINITY) {
            return "infinity";
        }
        return days == Temporals.DATE_NEGATIVE_INFINITY
                ? "-infinity"
                : LocalDate.ofEpochDay(days).toString();
    }

    private static String time(long micros) {
        StringBuilder text = new StringBuilder(15);
        time(text, micros);
        return text.toString();
    }

    private static String timestamp(long micros, boolean zoned) {
        if (micros == Temporals.POSITIVE_INFINITY) {
            return "infinity";
        }
        if (micros == Temporals.NEGATIVE_INFINITY) {
            return "-infinity";
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, Temporals.MICROS_PER_DAY));
        StringBuilder text = new StringBuilder(27).append(day).append('T');
        time(text, Math.floorMod(micros, Temporals.MICROS_PER_DAY));
        return zoned ? text.append('Z').toString() : text.toString();
    }

    private static void time(StringBuilder text, long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        twoDigits(text, seconds / 3600).append(':');
        twoDigits(text, seconds / 60 % 60).append(':');
        twoDigits(text, seconds % 60);
        long fraction = micros % MICROS_PER_SECOND;
        if (fraction != 0) {
            String digits = Long.toString(MICROS_PER_SECOND + fraction).substring(1);
            text.append('.').append(digits);
        }
    }

    private static StringBuilder twoDigits(StringBuilder text, long number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
