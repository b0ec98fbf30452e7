package io.headrace.source.http.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Times of day and date in ISO 8601, with {@code T} or a blank, with or without seconds, fraction and zone; UTC where no zone is named. */
final class Moments {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, ZoneOffset.UTC.getTotalSeconds())
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private Moments() {}

    /** Whether a text is a time that milliseconds hold. */
    static boolean isMoment(String text) {
        try {
            return text.length() >= 16
                    && parse(text).truncatedTo(ChronoUnit.MILLIS).equals(parse(text));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** @throws DateTimeException if it is none */
    static Instant parse(String text) {
        TemporalAccessor parsed = FORM.parse(text);
        return Instant.from(parsed);
    }
}
