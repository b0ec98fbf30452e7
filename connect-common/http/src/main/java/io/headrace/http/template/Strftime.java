package io.headrace.http.template;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/** Writes points in time as Python's strftime does in the C locale. A dash after the percent sign drops leading zeros. */
final class Strftime {

    private static final String DIRECTIVES = "aAwdbBmyYHIMSfzZpjUWcxXGuVsFTDReknt%";

    private Strftime() {}

    static Optional<String> problem(String format) {
        for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 2)) {
            if (format.startsWith("%_ms", at)) {
                at += 2;
                continue;
            }
            if (at + 1 < format.length() && format.charAt(at + 1) == '-') {
                at++;
            }
            if (at + 1 >= format.length() || DIRECTIVES.indexOf(format.charAt(at + 1)) < 0) {
                String directive = format.substring(at, Math.min(at + 2, format.length()));
                return Optional.of("'" + format + "' has the unknown directive '" + directive + "'");
            }
        }
        return Optional.empty();
    }

    static String format(OffsetDateTime time, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                text.append(format.charAt(i));
            } else if (format.startsWith("%_ms", i)) {
                text.append("%03d".formatted(time.getNano() / 1_000_000));
                i += 3;
            } else if (format.charAt(i + 1) == '-' && i + 2 < format.length()) {
                text.append(one(time, format.charAt(i + 2), format).replaceFirst("^0+(?=\\d)", ""));
                i += 2;
            } else {
                text.append(one(time, format.charAt(i + 1), format));
                i++;
            }
        }
        return text.toString();
    }

    private static String one(OffsetDateTime time, char directive, String format) {
        return switch (directive) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'Y' -> String.valueOf(time.getYear());
            case 'z' -> offset(time.getOffset());
            case 'Z' -> time.getOffset().equals(ZoneOffset.UTC) ? "UTC" : "UTC" + time.getOffset();
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'f' -> "%06d".formatted(time.getNano() / 1000);
            case 's' -> String.valueOf(time.toEpochSecond());
            case 'c' -> format(time, "%a %b %e %H:%M:%S %Y");
            case 'x', 'D' -> format(time, "%m/%d/%y");
            case 'X', 'T' -> format(time, "%H:%M:%S");
            case 'F' -> format(time, "%Y-%m-%d");
            case 'R' -> format(time, "%H:%M");
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> number(time, directive, format);
        };
    }

    private static String number(OffsetDateTime time, char directive, String format) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        int sunday = time.getDayOfWeek().getValue() % DayOfWeek.SUNDAY.getValue();
        return switch (directive) {
            case 'd' -> two(time.getDayOfMonth());
            case 'm' -> two(time.getMonthValue());
            case 'y' -> two(time.getYear() % 100);
            case 'H' -> two(time.getHour());
            case 'I' -> two(hour12);
            case 'M' -> two(time.getMinute());
            case 'S' -> two(time.getSecond());
            case 'e' -> "%2d".formatted(time.getDayOfMonth());
            case 'k' -> "%2d".formatted(time.getHour());
            case 'j' -> "%03d".formatted(time.getDayOfYear());
            case 'w' -> String.valueOf(sunday);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'U' -> two((time.getDayOfYear() + 6 - sunday) / 7);
            case 'W' -> two((time.getDayOfYear() + 6 - (sunday + 6) % 7) / 7);
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            default -> throw new DateTimeException(problem(format).orElse("'" + format + "' has an unknown directive"));
        };
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static String offset(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        return (offset.getTotalSeconds() < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
    }
}
