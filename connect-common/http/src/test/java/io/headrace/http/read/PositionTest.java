package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.cursor.Window;
import io.headrace.http.page.PageToken;
import io.headrace.http.route.Slice;
import io.headrace.http.testing.Declared;
import io.headrace.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The shape of stored positions: a change here breaks the offsets of running connectors. */
class PositionTest {

    private static Position sample() {
        Frame frame = new Frame(
                "abc",
                Frame.Phase.INCREMENTAL,
                1710072000000L,
                1710072000000000L,
                new WholeProgress(OptionalLong.of(1709000000000000L)),
                Boundary.of(new long[] {7}, new long[] {1709000000000000L}, 0),
                Map.of("i", 0L),
                Optional.of(Slice.parse(Map.of("p", Map.of("parent", "a")))),
                Optional.of(new Window(1, 2)),
                false,
                Optional.of(Instant.ofEpochMilli(1710072001000L)));
        Trail trail =
                Trail.NONE.plus(11, 11, OptionalLong.of(1709000000000001L)).plus(12, 12, OptionalLong.empty());
        return new Position(frame, new PageToken("c7"), 2, 255, trail);
    }

    @Test
    void theTextsOfAPosition() {
        assertThat(new TreeMap<>(sample().toMap()))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("v", "1"),
                        Map.entry("cfg", "abc"),
                        Map.entry("phase", "incremental"),
                        Map.entry("began", "1710072000000"),
                        Map.entry("upto", "1710072000000000"),
                        Map.entry("done", "w1709000000000000"),
                        Map.entry("bk", "AAAAAAAAAAcABhJTkevQAA"),
                        Map.entry("route", "{\"i\":0}"),
                        Map.entry("slice", "{\"p\":{\"parent\":\"a\"}}"),
                        Map.entry("win", "1 2"),
                        Map.entry("asked", "1710072001000"),
                        Map.entry("page", "\"c7\""),
                        Map.entry("idx", "2"),
                        Map.entry("ph", "ff"),
                        Map.entry("seen", "AAAAAAAAAAsAAAAAAAAADA"),
                        Map.entry("next", "AAAAAAAAAAsABhJTkevQAQ"),
                        Map.entry("max", "1709000000000001"),
                        Map.entry("rise", "1709000000000001"))));
    }

    @Test
    void aPositionSurvivesItsText() {
        assertThat(Position.parse(sample().toMap())).isEqualTo(sample());
    }

    /** What a position takes is told without its texts; it may be told too high, never too low. */
    @Test
    void aPositionTakesNoMoreThanIsTold() {
        String nasty = "\u0001\"\\\u20ac\ud83d\ude00".repeat(50);
        Position worst = in(
                Map.of("at", sample().toMap(), "next", List.of(sample().toMap(), Map.of(nasty, nasty))),
                Slice.parse(Map.of("p", Map.of("parent", nasty), "x", Map.of("more", List.of(1.5, true, nasty)))),
                slices(1_000),
                new PageToken(Map.of("after", nasty)));
        Position nested = in(
                Map.of("at", worst.toMap()),
                Slice.parse(Map.of("p", Map.of("parent_slice", Map.of("parent", nasty)))),
                BucketProgress.of(Map.of(1L, 2L, 3L, 4L)),
                PageToken.FIRST);
        for (Position position : List.of(sample(), worst, nested)) {
            assertThat(position.mostBytes()).isGreaterThanOrEqualTo(bytes(position));
        }
    }

    @Test
    void manySlicesAreNotTakenForTooMany() {
        Position position = in(Map.of("i", 0L), Slice.WHOLE, slices(SliceProgress.MOST), PageToken.FIRST);
        assertThat(position.mostBytes()).isBetween(bytes(position), 300_000L);
    }

    private static Progress slices(int count) {
        Progress progress = SliceProgress.none();
        for (int i = 0; i < count; i++) {
            progress = progress.with("slice " + i, OptionalLong.of(i), true);
        }
        return progress;
    }

    private static Position in(Object route, Slice slice, Progress progress, PageToken page) {
        long[] numbers = LongStream.range(0, 2L * Boundary.MOST).toArray();
        Frame frame = new Frame(
                "abc",
                Frame.Phase.INCREMENTAL,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                progress,
                Boundary.of(numbers, numbers, 0),
                route,
                Optional.of(slice),
                Optional.of(new Window(Long.MIN_VALUE, Long.MAX_VALUE)),
                true,
                Optional.of(Instant.ofEpochMilli(Long.MAX_VALUE)));
        Trail trail = Trail.of(
                numbers,
                Boundary.of(numbers, numbers, 0),
                OptionalLong.of(Long.MIN_VALUE),
                OptionalLong.of(Long.MIN_VALUE + 1));
        for (long each : numbers) {
            trail = trail.plus(each, each << 24, OptionalLong.of(each));
        }
        return new Position(frame, page, Long.MAX_VALUE, -1, trail);
    }

    private static long bytes(Position position) {
        return Json.text(position.toMap()).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void aNewerOrDamagedPositionIsRefused() {
        Map<String, String> newer = new HashMap<>(sample().toMap());
        newer.put("v", "2");
        assertThatThrownBy(() -> Position.parse(newer))
                .hasMessage(
                        "The stored position has format '2'; this release reads format 1. Use the release that wrote it or a"
                                + " newer one, or reset the connector's offsets");
        Map<String, String> damaged = new HashMap<>(sample().toMap());
        damaged.put("win", "1");
        assertThatThrownBy(() -> Position.parse(damaged))
                .hasMessageStartingWith("The stored position is damaged (")
                .hasMessageEndingWith("). Reset the connector's offsets, or restore them from where they were copied");
    }

    @Test
    void aPositionThatDoesNotFitIntoAnOffsetIsRefused() {
        Slice giant = Slice.parse(Map.of("p", Map.of("parent", "x".repeat(1_100_000))));
        Frame frame = sample().frame().in(giant, null, new Window(1, 2));
        assertThatThrownBy(() -> Position.at(frame, Trail.NONE).toMap().size())
                .hasMessageContaining("does not fit into an offset; 1000000 do. Its greatest part is slice with ");
    }

    @Test
    void hashesAreTheSameInEveryRelease() {
        assertThat(Long.toHexString(Hashes.of("headrace"))).isEqualTo("d68e3ca0b560a6c9");
        assertThat(Long.toHexString(Hashes.of(Map.of("id", 1L)))).isEqualTo("6fe34767baf001f5");
    }

    @Test
    void theOrderOfFieldsAndTheirNullsDoNotCount() {
        assertThat(Hashes.of(Declared.map("{'a':1,'b':[1,{'c':2.50}],'n':null}")))
                .isEqualTo(Hashes.of(Declared.map("{'b':[1,{'c':2.50}],'a':1}")))
                .isNotEqualTo(Hashes.of(Declared.map("{'b':[{'c':2.50},1],'a':1}")))
                .isNotEqualTo(Hashes.of(Declared.map("{'b':[1,{'c':2.50}],'a':'1'}")));
    }

    @Test
    void trailsRememberTheLastRecordsAndTheGreatestRanks() {
        Trail trail = Trail.NONE;
        List<Trail> all = new ArrayList<>();
        for (int i = 1; i <= 2000; i++) {
            trail = trail.plus(i, (long) i << 24, OptionalLong.of(i % 1000));
            all.add(trail);
        }
        assertThat(trail.seen())
                .hasSize(Boundary.MOST)
                .startsWith(2000 - Boundary.MOST + 1)
                .endsWith(2000);
        assertThat(trail.greatest()).hasValue(999);
        assertThat(trail.top().contains(1999L << 24)).isTrue();
        assertThat(trail.top().contains(999L << 24)).isTrue();
        assertThat(trail.top().contains(1001L << 24)).isFalse();
        assertThat(all.get(99).seen()).hasSize(100).endsWith(100);
        assertThat(trail.nextWindow().seen()).isEmpty();
        assertThat(trail.nextWindow().top().text()).isEqualTo(trail.top().text());
        Trail fork = all.get(99).plus(-5, -5, OptionalLong.empty());
        assertThat(fork.seen()).hasSize(101).endsWith(-5);
        assertThat(all.get(100).seen()).hasSize(101).endsWith(101);
    }
}
