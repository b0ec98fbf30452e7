package io.headrace.http.read;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.cursor.Window;
import io.headrace.http.page.PageToken;
import io.headrace.http.route.Slice;
import io.headrace.http.wire.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Positions as maps of texts. What is empty is left out.
 *
 * <table>
 * <caption>Keys of format 1</caption>
 * <tr><td>v</td><td>format</td></tr>
 * <tr><td>cfg</td><td>hash of the declaration</td></tr>
 * <tr><td>phase</td><td>full, incremental or idle</td></tr>
 * <tr><td>began</td><td>begin of the pass, milliseconds since the epoch</td></tr>
 * <tr><td>upto</td><td>rank at which the pass ends</td></tr>
 * <tr><td>done</td><td>progress of the slices</td></tr>
 * <tr><td>bk</td><td>hashes and ranks of records that this pass may see again</td></tr>
 * <tr><td>route</td><td>router's mark behind the slice, JSON</td></tr>
 * <tr><td>slice</td><td>slice, JSON</td></tr>
 * <tr><td>win</td><td>ranks of the window, and whether it is over</td></tr>
 * <tr><td>asked</td><td>API's clock when the window's first page was answered, milliseconds since the epoch</td></tr>
 * <tr><td>page, idx, ph</td><td>page token as JSON, records of the page up to here, hash of their keys</td></tr>
 * <tr><td>seen</td><td>hashes of the window's last records</td></tr>
 * <tr><td>next</td><td>hashes and ranks of records that the next pass may see again</td></tr>
 * <tr><td>max</td><td>greatest rank of the slice</td></tr>
 * <tr><td>rise</td><td>rank of the window's last record, where they rise; the greatest number where they do not</td></tr>
 * </table>
 */
final class PositionText {

    static final String FORMAT = "1";

    private static final String OVER = " over";

    /** Kafka's default limit for a message is 1 MiB; a key and headers go with it. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private PositionText() {}

    static Map<String, String> write(Position position) {
        Frame frame = position.frame();
        Trail trail = position.trail();
        Map<String, String> map = new LinkedHashMap<>();
        map.put("v", FORMAT);
        map.put("cfg", frame.spec());
        map.put("phase", frame.phase().name().toLowerCase(Locale.ROOT));
        put(map, "began", frame.started() == 0 ? "" : Long.toString(frame.started()));
        put(map, "upto", frame.upto() == Long.MAX_VALUE ? "" : Long.toString(frame.upto()));
        map.put("done", frame.progress().text());
        put(map, "bk", frame.boundary().isEmpty() ? "" : frame.boundary().text());
        put(map, "route", frame.route() == null ? "" : Json.text(frame.route()));
        frame.slice().ifPresent(slice -> map.put("slice", Json.text(slice.mark())));
        frame.window()
                .ifPresent(window -> map.put("win", window.start() + " " + window.end() + (frame.over() ? OVER : "")));
        frame.asked().ifPresent(date -> map.put("asked", Long.toString(date.toEpochMilli())));
        put(map, "page", position.page().isFirst() ? "" : position.page().text());
        if (position.index() > 0) {
            map.put("idx", Long.toString(position.index()));
            map.put("ph", Long.toHexString(position.prefix()));
        }
        put(map, "seen", Longs.text(trail.seen()));
        Boundary next = trail.top();
        put(map, "next", next.isEmpty() ? "" : next.text());
        trail.greatest().ifPresent(rank -> map.put("max", Long.toString(rank)));
        trail.risen().ifPresent(rank -> map.put("rise", Long.toString(rank)));
        refuseGiants(map);
        return Collections.unmodifiableMap(map);
    }

    private static void put(Map<String, String> map, String name, String text) {
        if (!text.isEmpty()) {
            map.put(name, text);
        }
    }

    private static void refuseGiants(Map<String, String> map) {
        long characters = map.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (characters > MOST_CHARACTERS) {
            Map.Entry<String, String> greatest = Collections.max(
                    map.entrySet(),
                    (a, b) ->
                            Integer.compare(a.getValue().length(), b.getValue().length()));
            throw HeadraceException.config("A position of " + characters + " characters does not fit into an offset; "
                    + MOST_CHARACTERS + " do. Its greatest part is " + greatest.getKey() + " with "
                    + greatest.getValue().length()
                    + ". Ask for fewer extra_fields of parents, or use child.state=bucket or global");
        }
    }

    static Position read(Map<String, ?> map) {
        String format = text(map, "v").orElse("");
        if (!format.equals(FORMAT)) {
            throw HeadraceException.config("The stored position has format '" + format + "'; this release reads format "
                    + FORMAT + ". Use the release that wrote it or a newer one, or reset the connector's offsets");
        }
        try {
            return position(map);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new HeadraceException(
                    ErrorClass.CONFIG,
                    "The stored position is damaged (" + e.getMessage()
                            + "). Reset the connector's offsets, or restore them from where they were copied",
                    e);
        }
    }

    private static Position position(Map<String, ?> map) {
        Frame frame = new Frame(
                text(map, "cfg").orElse(""),
                Frame.Phase.valueOf(text(map, "phase").orElse("").toUpperCase(Locale.ROOT)),
                text(map, "began").map(Long::parseLong).orElse(0L),
                text(map, "upto").map(Long::parseLong).orElse(Long.MAX_VALUE),
                Progresses.parse(text(map, "done").orElse("")),
                text(map, "bk").map(Boundary::parse).orElse(Boundary.NONE),
                json(map, "route"),
                text(map, "slice").map(slice -> Slice.parse(Json.parse(slice).orElse(Map.of()))),
                text(map, "win").map(PositionText::window),
                text(map, "win").filter(window -> window.endsWith(OVER)).isPresent(),
                text(map, "asked").map(millis -> Instant.ofEpochMilli(Long.parseLong(millis))));
        Trail trail = Trail.of(
                Longs.parse(text(map, "seen").orElse("")),
                text(map, "next").map(Boundary::parse).orElse(Boundary.NONE),
                rank(map, "max"),
                rank(map, "rise"));
        return new Position(
                frame,
                text(map, "page").map(PageToken::parse).orElse(PageToken.FIRST),
                text(map, "idx").map(Long::parseLong).orElse(0L),
                text(map, "ph").map(hash -> Long.parseUnsignedLong(hash, 16)).orElse(0L),
                trail);
    }

    private static OptionalLong rank(Map<String, ?> map, String name) {
        return text(map, name)
                .map(rank -> OptionalLong.of(Long.parseLong(rank)))
                .orElse(OptionalLong.empty());
    }

    private static Window window(String text) {
        String[] ranks = text.split(" ", -1);
        return new Window(Long.parseLong(ranks[0]), Long.parseLong(ranks[1]));
    }

    private static @Nullable Object json(Map<String, ?> map, String name) {
        return text(map, name).flatMap(Json::parse).orElse(null);
    }

    private static Optional<String> text(Map<String, ?> map, String name) {
        return Optional.ofNullable(map.get(name)).map(String::valueOf);
    }
}
