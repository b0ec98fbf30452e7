package io.headrace.http.read;

import static io.headrace.http.read.TimedTable.KEY;
import static io.headrace.http.read.TimedTable.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes that follow each other: what is new comes once, whatever clocks and equal times do (R01, R02, R03, R16, R22). */
class IncrementalTest {

    @Test
    void theNextPassBeginsWhereTheApisClockStoodAndRepeatsNothing() {
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        table.now = Instant.parse("2024-03-10T11:00:00Z");
        Reading reading = table.reading("");
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a");
        table.rows.put("b", "2024-03-10T11:00:00Z");
        table.rows.put("c", "2024-03-10T11:30:00Z");
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("b");
        table.now = Declared.NOW;
        Reading.Pass third = table.reading("").pass(Optional.of(second.end()));
        assertThat(ids(third)).containsExactly("c");
        assertThat(table.asked)
                .as("the local clock is an hour ahead of the API's: what was asked for by it is asked for again")
                .containsExactly(
                        "2024-03-01T00:00:00Z..2024-03-10T12:00:00Z",
                        "2024-03-01T00:00:00Z..2024-03-10T11:00:00Z",
                        "2024-03-10T11:00:00Z..2024-03-10T11:00:00Z",
                        "2024-03-10T11:00:00Z..2024-03-10T12:00:00Z");
        assertThat(ids(reading.pass(Optional.of(third.end())))).isEmpty();
    }

    @Test
    void withoutADateHeaderTheGreatestCursorTells() {
        TimedTable table = new TimedTable();
        table.tellsTime = false;
        table.rows.put("a", "2024-03-05T00:00:00Z");
        Reading reading = table.reading("");
        Reading.Pass first = reading.pass();
        table.rows.put("late", "2024-03-05T00:00:01Z");
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("late");
        assertThat(table.asked.get(1)).startsWith("2024-03-05T00:00:00Z..");
    }

    @Property(tries = 100)
    void equalTimesAtTheBoundaryAreNeitherLostNorRepeated(
            @ForAll @IntRange(min = 1, max = 80) int together,
            @ForAll @IntRange(min = 1, max = 6) int passes,
            @ForAll long seed) {
        Random random = new Random(seed);
        TimedTable table = new TimedTable();
        table.tellsTime = random.nextBoolean();
        List<String> emitted = new ArrayList<>();
        Optional<Position> from = Optional.empty();
        for (int pass = 0; pass < passes; pass++) {
            table.now = Instant.parse("2024-03-09T00:00:00Z").plusSeconds(pass / 2);
            for (int i = 0; i < 1 + random.nextInt(together); i++) {
                table.rows.put(pass + "-" + i, table.now.toString());
            }
            Reading.Pass read = table.reading("").pass(from);
            emitted.addAll(ids(read));
            from = Optional.of(read.end());
        }
        assertThat(emitted).doesNotHaveDuplicates();
        assertThat(emitted).containsExactlyInAnyOrderElementsOf(table.rows.keySet());
    }

    @Test
    void moreThanTheBoundaryHoldsIsRepeatedRatherThanLost() {
        TimedTable table = new TimedTable();
        table.now = Instant.parse("2024-03-09T00:00:00Z");
        for (int i = 0; i < 600; i++) {
            table.rows.put("r" + i, "2024-03-09T00:00:00Z");
        }
        Reading reading = table.reading("");
        Reading.Pass first = reading.pass();
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(first)).hasSize(600);
        assertThat(ids(second)).hasSize(600 - Boundary.MOST);
    }

    @Test
    void aChangedRecordComesAgain() {
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        Reading reading = table.reading("");
        Reading.Pass first = reading.pass();
        table.rows.put("a", "2024-03-10T12:00:00Z");
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("a");
    }

    @Test
    void lookbackFindsWhatShowsUpLateAndRepeatsNothing() {
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-10T11:59:00Z");
        Reading reading = table.reading("'lookback_window':'PT1H'");
        Reading.Pass first = reading.pass();
        table.rows.put("late", "2024-03-10T11:30:00Z");
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("late");
        assertThat(ids(reading.pass(Optional.of(second.end())))).isEmpty();
    }

    @Test
    void lookbackIntoAWholePeriodRepeatsNothingOfIt() {
        TimedTable table = new TimedTable();
        table.rows.put("early", "2024-03-08T01:00:00Z");
        table.rows.put("a", "2024-03-08T20:00:00Z");
        table.rows.put("b", "2024-03-09T20:00:00Z");
        Reading reading = table.reading("'clamping':{'target':'DAY'},'lookback_window':'PT36H'");
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a", "b", "early");
        table.rows.put("late", "2024-03-08T02:00:00Z");
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("late");
        assertThat(table.asked).last().isEqualTo("2024-03-08T00:00:00Z..2024-03-09T23:59:59Z");
    }

    @Test
    void lookbackSeesWhatARecordSaysAnew() {
        Map<String, Long> sales = new TreeMap<>(Map.of("2024-03-08", 5L, "2024-03-09", 7L));
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                sales.entrySet().stream()
                                        .map(day -> report(day.getKey(), day.getValue()))
                                        .toList(),
                                Map.of(),
                                PageHeaders.NONE,
                                Optional.of(Declared.NOW)));
        String cursor =
                "'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'id','datetime_format':'%Y-%m-%d','start_datetime':'2024-03-01','lookback_window':'P3D'}";
        Reading reading = new Reading(Streams.spec("", KEY + "," + cursor), api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("2024-03-08", "2024-03-09");
        sales.put("2024-03-08", 6L);
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("2024-03-08");
        assertThat(ids(reading.pass(Optional.of(second.end())))).isEmpty();
    }

    private static Map<String, @Nullable Object> report(String day, long sold) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", day);
        row.put("sold", sold);
        return row;
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600, -30_000_000})
    void anEndNeverComesFromAClockHereThatIsWrong(int ahead) {
        TimedTable table = new TimedTable();
        Instant api = Declared.NOW.minusSeconds(ahead);
        table.now = api;
        table.rows.put("a", api.toString());
        table.rows.put("b", api.plusSeconds(1).toString());
        Reading.Pass first = table.reading("").pass();
        assertThat(ids(first)).containsExactly("a");
        assertThat(table.asked).hasSize(2).last().isEqualTo("2024-03-01T00:00:00Z.." + api);
        table.now = api.plusSeconds(60);
        Reading.Pass second = table.reading("").pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("b");
        assertThat(table.asked).last().isEqualTo(api + ".." + table.now);
    }

    @Test
    void lagKeepsTheEndBehindTheApisClock() {
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-10T11:59:00Z");
        Reading reading = table.reading("'lag':'PT10M'");
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).isEmpty();
        table.now = Declared.NOW.plusSeconds(3600);
        assertThat(table.asked).containsExactly("2024-03-01T00:00:00Z..2024-03-10T11:50:00Z");
    }

    @Test
    void windowsFollowEachOtherWithoutGapAndOverlap() {
        TimedTable table = new TimedTable();
        table.reading("'step':'P4D'").pass();
        assertThat(table.asked)
                .containsExactly(
                        "2024-03-01T00:00:00Z..2024-03-04T23:59:59Z",
                        "2024-03-05T00:00:00Z..2024-03-08T23:59:59Z",
                        "2024-03-09T00:00:00Z..2024-03-10T12:00:00Z");
    }

    @Test
    void theNextPassBeginsWhereTheWindowsFirstPageWasAnsweredEvenAfterARestart() {
        TimedTable table = new TimedTable();
        table.now = Instant.parse("2024-03-10T11:00:00Z");
        for (String id : List.of("b", "c", "d", "e")) {
            table.rows.put(id, "2024-03-09T00:00:00Z");
        }
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            table.rows.forEach((id, updated) -> {
                if (id.compareTo(call.param("after")) > 0 && updated.compareTo(call.param("since")) >= 0) {
                    found.add(TimedTable.row(id, updated));
                }
            });
            List<Map<String, @Nullable Object>> page = PagingTest.cut(found, 0, 2);
            return FakePages.page(page, Map.of("more", found.size() > 2), PageHeaders.NONE, Optional.of(table.now));
        });
        String pager = Streams.paginator(
                "{'type':'CursorPagination','cursor_value':'{{ last_record.id }}','stop_condition':'{{ not response.more }}'}",
                "after");
        Reading reading = new Reading(Streams.spec(pager, KEY + "," + Streams.cursor("")), api);
        Read third = reading.pass().reads().get(2);
        table.rows.put("a", "2024-03-10T11:10:00Z");
        table.now = Instant.parse("2024-03-10T11:30:00Z");
        Reading.Pass rest = reading.pass(Optional.of(Reading.stored(third.after())));
        assertThat(ids(rest)).containsExactly("e");
        assertThat(ids(reading.pass(Optional.of(rest.end())))).containsExactly("a");
    }

    @Test
    void aWindowWithoutRecordsIsProgressToo() {
        TimedTable table = new TimedTable();
        Reading reading = table.reading("'step':'P4D'");
        try (StreamReader reader = reading.open(Optional.empty())) {
            ReadResult first = reader.next();
            assertThat(first).isInstanceOf(ReadResult.Progressed.class);
            Position after = Reading.stored(((ReadResult.Progressed) first).position());
            table.asked.clear();
            reading.pass(Optional.of(after));
        }
        assertThat(table.asked)
                .containsExactly(
                        "2024-03-05T00:00:00Z..2024-03-08T23:59:59Z", "2024-03-09T00:00:00Z..2024-03-10T12:00:00Z");
    }

    @Test
    void aChangedDeclarationAsksWhatToDo() {
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        Position end = table.reading("").pass().end();
        assertThatThrownBy(() -> table.reading("'step':'P1D'").pass(Optional.of(end)))
                .hasMessageMatching(
                        "The declaration of stream items changed since its position was stored \\(it was [0-9a-f]+ and is"
                                + " [0-9a-f]+\\)\\. Set on\\.spec\\.change=resume to go on behind what was finished, or"
                                + " on\\.spec\\.change=reset to begin anew, or restore the declaration");
        String stream = KEY + "," + Streams.cursor("'step':'P1D'");
        FakePages api = new FakePages().on("items", table::answer);
        Reading resumed =
                new Reading(Streams.spec("", stream, ReadOptions.DEFAULT.with(ReadOptions.OnSpecChange.RESUME)), api);
        assertThat(ids(resumed.pass(Optional.of(end)))).isEmpty();
        Reading reset =
                new Reading(Streams.spec("", stream, ReadOptions.DEFAULT.with(ReadOptions.OnSpecChange.RESET)), api);
        assertThat(ids(reset.pass(Optional.of(end)))).containsExactly("a");
    }

    @Test
    void aPositionOlderThanTheFeedReadsEverythingAgain() {
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                List.of(TimedTable.row(
                                        call.params().containsKey("since") ? "event" : "object",
                                        "2024-03-09T00:00:00Z")),
                                Map.of(),
                                PageHeaders.NONE,
                                Optional.of(Declared.NOW)));
        String delegating =
                "{'type':'StateDelegatingStream','name':'items','api_retention_period':'P30D','full_refresh_stream':"
                        + Streams.json("items", "", KEY) + ",'incremental_stream':"
                        + Streams.json("items", "", KEY + "," + Streams.cursor("")) + "}";
        StreamSpec spec = StreamSpec.compile(Declared.component(delegating), Declared.scope(), ReadOptions.DEFAULT);
        Reading reading = new Reading(spec, api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("object");
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("event");
        Map<String, String> old = new TreeMap<>(first.end().toMap());
        old.put("done", "w1700000000000000");
        assertThat(ids(reading.pass(Optional.of(Position.parse(old))))).containsExactly("object");
        assertThat(reading.notes)
                .containsExactly(
                        "Stream items was read up to 2023-11-14T22:13:20Z, and the feed of changes does not reach back"
                                + " that far: everything is read again");
    }

    @Test
    void waitsAreAnswersAndNeverSleeps() {
        Instant until = Declared.NOW.plusSeconds(7200);
        int[] asked = {0};
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> asked[0]++ == 0
                                ? new PageSource.Fetched.Wait(until, "429: the budget is used up")
                                : FakePages.page(PagingTest.rows(1), Map.of()));
        Reading reading = new Reading(Streams.spec("", KEY), api);
        try (StreamReader reader = reading.open(Optional.empty())) {
            assertThat(reader.next()).isEqualTo(new ReadResult.Wait(until, "429: the budget is used up"));
            assertThat(reader.next()).isInstanceOf(ReadResult.Records.class);
        }
    }
}
