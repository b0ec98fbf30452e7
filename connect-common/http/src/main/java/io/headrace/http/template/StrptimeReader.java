package io.headrace.http.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a point in time from a text that follows one of Python's strftime formats. */
final class StrptimeReader {

    private static final Pattern OFFSET = Pattern.compile("Z|[+-]\\d{2}(?::?\\d{2})?");
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,11}");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z]{1,5}");

    private final String text;
    private final String format;
    private int at;

    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private boolean afternoon;
    private boolean twelveHours;
    private ZoneOffset offset;
    private long epochSecond = Long.MIN_VALUE;

    StrptimeReader(String text, String format, ZoneOffset offset) {
        this.text = text.trim();
        this.format = format.trim();
        this.offset = offset;
    }

    OffsetDateTime read() {
        follow(format);
        if (at != text.length()) {
            throw unfit();
        }
        if (epochSecond != Long.MIN_VALUE) {
            return OffsetDateTime.ofInstant(Instant.ofEpochSecond(epochSecond, nano), offset);
        }
        if (twelveHours) {
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        LocalDate date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
        LocalDateTime time = date.atTime(hour, minute, Math.min(second, 59), nano);
        return time.atOffset(offset);
    }

    private void follow(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%' && i + 1 < pattern.length()) {
                if (pattern.startsWith("%_ms", i)) {
                    nano = fraction();
                    i += 3;
                } else {
                    i += pattern.charAt(i + 1) == '-' && i + 2 < pattern.length() ? 2 : 1;
                    directive(pattern.charAt(i));
                }
            } else if (Character.isWhitespace(c)) {
                space();
            } else if (at < text.length() && text.charAt(at) == c) {
                at++;
            } else {
                throw unfit();
            }
        }
    }

    private void directive(char directive) {
        switch (directive) {
            case 'Y', 'G' -> year = digits(4, 4);
            case 'y' -> {
                int two = digits(2, 2);
                year = two < 69 ? 2000 + two : 1900 + two;
            }
            case 'm' -> month = digits(1, 2);
            case 'd', 'e' -> {
                space();
                day = digits(1, 2);
            }
            case 'H', 'k' -> {
                space();
                hour = digits(1, 2);
            }
            case 'I' -> {
                hour = digits(1, 2);
                twelveHours = true;
            }
            case 'M' -> minute = digits(1, 2);
            case 'S' -> second = digits(1, 2);
            case 'f' -> nano = fraction();
            case 'j' -> dayOfYear = digits(1, 3);
            case 's' -> epochSecond = Long.parseLong(match(SECONDS));
            case 'p' -> afternoon = word(List.of("AM", "PM")) == 1;
            case 'b' -> month = word(months(TextStyle.SHORT)) + 1;
            case 'B' -> month = word(months(TextStyle.FULL)) + 1;
            case 'a' -> word(List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"));
            case 'A' -> word(List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"));
            case 'z' -> offset = DateFormats.offset(match(OFFSET));
            case 'Z' -> zone(match(ZONE));
            case 'w', 'u' -> digits(1, 1);
            default -> composite(directive);
        }
    }

    private void composite(char directive) {
        switch (directive) {
            case 'F' -> follow("%Y-%m-%d");
            case 'T', 'X' -> follow("%H:%M:%S");
            case 'R' -> follow("%H:%M");
            case 'D', 'x' -> follow("%m/%d/%y");
            case 'c' -> follow("%a %b %e %H:%M:%S %Y");
            case 'n', 't' -> space();
            case '%' -> {
                if (!text.startsWith("%", at)) {
                    throw unfit();
                }
                at++;
            }
            default ->
                throw new DateTimeException(
                        "'" + format + "' has the directive '%" + directive + "', which cannot be read");
        }
    }

    private void zone(String name) {
        if (!List.of("UTC", "GMT", "Z").contains(name.toUpperCase(Locale.ROOT))) {
            throw new DateTimeException("'" + text + "' names the zone " + name + "; only UTC and GMT are known");
        }
        offset = ZoneOffset.UTC;
    }

    private static List<String> months(TextStyle style) {
        List<String> names = new ArrayList<>();
        for (Month month : Month.values()) {
            names.add(month.getDisplayName(style, style == TextStyle.SHORT ? Locale.ROOT : Locale.ENGLISH));
        }
        return names;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private int digits(int least, int most) {
        int begin = at;
        while (at < text.length() && at - begin < most && isDigit(text.charAt(at))) {
            at++;
        }
        if (at - begin < least) {
            throw unfit();
        }
        return (int) Math.min(Long.parseLong(text.substring(begin, at)), Integer.MAX_VALUE);
    }

    /** Up to nine digits, where Python takes six. */
    private int fraction() {
        int begin = at;
        while (at < text.length() && at - begin < 9 && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw unfit();
        }
        return Integer.parseInt((text.substring(begin, at) + "00000000").substring(0, 9));
    }

    private int word(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (text.regionMatches(true, at, word, 0, word.length())) {
                at += word.length();
                return i;
            }
        }
        throw unfit();
    }

    private String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw unfit();
        }
        at = matcher.end();
        return matcher.group();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private DateTimeException unfit() {
        return new DateTimeException("'" + text + "' does not follow the format '" + format + "'");
    }
}
