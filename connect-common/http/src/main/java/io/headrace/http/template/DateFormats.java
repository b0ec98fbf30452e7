package io.headrace.http.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time in the formats of Python's strftime, and as counts since 1970: {@code %s} seconds, {@code %ms} milliseconds, {@code %epoch_microseconds} microseconds, {@code %s_as_float}
 * seconds with a fraction. {@code %_ms} within a format stands for three digits of milliseconds. (DatetimeParser of the airbyte-cdk; strftime of CPython.)
 */
public final class DateFormats {

    private static final int SHORT = 13;

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-?(\\d{2})-?(\\d{2})"
                    + "(?:[T ](\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?)?\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private static final int MOST_DIGITS = 1000;

    private DateFormats() {}

    /** What is wrong with a format, if anything is: a directive that is not known. */
    public static Optional<String> problem(String format) {
        return count(format) != null ? Optional.empty() : Strftime.problem(format);
    }

    /**
     * The point in time that a text tells; without an offset it is taken for UTC.
     *
     * @throws DateTimeException if the text does not follow the format
     */
    public static OffsetDateTime parse(String text, String format) {
        return parse(text, format, ZoneOffset.UTC);
    }

    /** As {@link #parse(String, String)}, with the offset of a text that tells none. */
    public static OffsetDateTime parse(String text, String format, ZoneOffset offset) {
        ChronoUnit unit = count(format);
        if (unit == null) {
            return new StrptimeReader(text, format, offset).read();
        }
        if (isShortCount(text)) {
            return Instant.EPOCH.plus(Long.parseLong(text), unit).atOffset(ZoneOffset.UTC);
        }
        try {
            BigDecimal number = new BigDecimal(text.trim());
            if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                throw new ArithmeticException("its digits would fill the memory");
            }
            BigDecimal nanos =
                    number.multiply(BigDecimal.valueOf(unit.getDuration().toNanos()));
            BigDecimal seconds = nanos.movePointLeft(9).setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                            seconds.longValueExact(),
                            nanos.subtract(seconds.movePointRight(9)).longValue())
                    .atOffset(ZoneOffset.UTC);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new DateTimeException("'" + text + "' is no number as " + format + " asks for", e);
        }
    }

    /** Whether a text is a plain number of so few digits that nothing overflows: the most common kind. */
    private static boolean isShortCount(String text) {
        boolean digits = !text.isEmpty() && text.length() <= SHORT;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    /** @throws DateTimeException if the format has a directive that is not known */
    public static String format(OffsetDateTime time, String format) {
        ChronoUnit unit = count(format);
        if (unit == null) {
            return Strftime.format(time, format);
        }
        BigDecimal seconds = BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        if (format.equals("%s_as_float")) {
            BigDecimal micros = seconds.setScale(6, RoundingMode.DOWN).stripTrailingZeros();
            return (micros.scale() < 1 ? micros.setScale(1) : micros).toPlainString();
        }
        return seconds.multiply(
                        BigDecimal.valueOf(1_000_000_000L / unit.getDuration().toNanos()))
                .setScale(0, RoundingMode.FLOOR)
                .toPlainString();
    }

    /**
     * The point in time that a text in a form of ISO 8601 tells, with or without separators, time, fraction and offset.
     *
     * @throws DateTimeException if it is in no such form
     */
    public static OffsetDateTime parseIso(String text) {
        Matcher parts = ISO.matcher(text.trim());
        if (!parts.matches()) {
            throw new DateTimeException("'" + text + "' is no ISO 8601 date or time");
        }
        String fraction = parts.group(7) == null ? "0" : (parts.group(7) + "00000000").substring(0, 9);
        return LocalDate.of(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)))
                .atTime(number(parts.group(4)), number(parts.group(5)), number(parts.group(6)), number(fraction))
                .atOffset(offset(parts.group(8)));
    }

    static ZoneOffset offset(@Nullable String text) {
        if (text == null || text.equals("Z") || text.equals("UTC") || text.equals("GMT")) {
            return ZoneOffset.UTC;
        }
        String digits = text.substring(1).replace(":", "");
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() >= 4 ? Integer.parseInt(digits.substring(2, 4)) : 0;
        int sign = text.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static @Nullable ChronoUnit count(String format) {
        return switch (format) {
            case "%s", "%s_as_float" -> ChronoUnit.SECONDS;
            case "%ms" -> ChronoUnit.MILLIS;
            case "%epoch_microseconds" -> ChronoUnit.MICROS;
            default -> null;
        };
    }
}
