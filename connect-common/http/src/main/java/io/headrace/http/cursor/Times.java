package io.headrace.http.cursor;

import io.headrace.http.template.DateFormats;
import io.headrace.http.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Times of one API: how it writes them, and in which zone those are that name none. Ranks are microseconds since the epoch.
 *
 * @param outgoing the format in requests
 * @param incoming the formats in records, the first that fits
 */
record Times(Format outgoing, List<Format> incoming, ZoneId zone) {

    /**
     * A format, and whether times in it name their zone.
     */
    record Format(String text, boolean namesZone) {

        static Format of(String text) {
            return new Format(text, NAMES_ZONE.matcher(text).find());
        }

        /** How many microseconds one of what it counts is; 0 where it is no count. */
        private long unit() {
            return switch (text) {
                case "%s" -> MICROS;
                case "%ms" -> MICROS / 1000;
                case "%epoch_microseconds" -> 1;
                default -> 0;
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final Pattern NAMES_ZONE = Pattern.compile("%z|%Z|%s|%ms|%_ms|%epoch|Z$|[+-]\\d\\d:?\\d\\d$");
    private static final Pattern ISO_WITH_ZONE = Pattern.compile(".{11,}(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?)");
    private static final long MICROS = 1_000_000L;
    private static final long MINUTE = 60 * MICROS;

    /** The last second of a day. */
    private static final long LAST_SECOND = 24 * 60 * MINUTE - MICROS;

    /** A time in a record. */
    OptionalLong read(Object value) {
        long unit = incoming.get(0).unit();
        return value instanceof Long count && unit > 0 && Math.abs(count) < Long.MAX_VALUE / unit
                ? OptionalLong.of(count * unit)
                : read(Json.plain(value));
    }

    private OptionalLong read(String text) {
        for (Format format : incoming) {
            OptionalLong rank = read(text, format);
            if (rank.isPresent()) {
                return rank;
            }
        }
        return OptionalLong.empty();
    }

    /** A time in the declaration: its own format first, then the API's, then ISO 8601. */
    OptionalLong configured(String text, String format) {
        OptionalLong own = format.isEmpty() ? OptionalLong.empty() : read(text, Format.of(format));
        OptionalLong apis = own.isPresent() ? own : read(text, outgoing);
        return apis.isPresent() ? apis : iso(text);
    }

    private OptionalLong iso(String text) {
        try {
            OffsetDateTime time = DateFormats.parseIso(text);
            return OptionalLong.of(
                    rank(local(time, ISO_WITH_ZONE.matcher(text.trim()).matches())));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong read(String text, Format format) {
        try {
            return OptionalLong.of(rank(local(DateFormats.parse(text, format.text), format.namesZone)));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private OffsetDateTime local(OffsetDateTime time, boolean namesZone) {
        return namesZone ? time : time.toLocalDateTime().atZone(zone).toOffsetDateTime();
    }

    String write(long rank) {
        return DateFormats.format(time(rank), outgoing.text);
    }

    /** Whether records tell their time by the day or hour only, so that one may change while its time stays. */
    boolean areCoarse() {
        return incoming.stream()
                .anyMatch(format -> read(DateFormats.format(time(LAST_SECOND), format.text), format).stream()
                        .anyMatch(read -> LAST_SECOND - read >= MINUTE));
    }

    /** The rank as it reads once it was written: formats may hold days or seconds only. */
    long asWritten(long rank) {
        OptionalLong read = read(write(rank), outgoing);
        return read.orElse(rank);
    }

    OffsetDateTime time(long rank) {
        return instant(rank).atZone(zone).toOffsetDateTime();
    }

    long plus(long rank, TemporalAmount amount) {
        return rank(time(rank).toLocalDateTime().plus(amount).atZone(zone).toOffsetDateTime());
    }

    long minus(long rank, TemporalAmount amount) {
        return rank(time(rank).toLocalDateTime().minus(amount).atZone(zone).toOffsetDateTime());
    }

    static Instant instant(long rank) {
        return Instant.EPOCH.plus(rank, ChronoUnit.MICROS);
    }

    static long rank(OffsetDateTime time) {
        return rank(time.toInstant());
    }

    static long rank(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
    }
}
