package io.headrace.http.read;

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

/** Passes that follow each other: what is new comes once, whatever clocks, equal times and strange cursors do (R01, R02, R03, R14, R16, R22). */
class IncrementalTest {

    private static final String KEY = "'primary_key':'id'";

    /** A table with times, and the API's clock. */
    private static final class Table {
        final Map<String, String> rows = new TreeMap<>();
        Instant now = Declared.NOW;
        boolean tellsTime = true;
        final List<String> asked = new ArrayList<>();

        PageSource.Fetched answer(FakePages.Call call) {
            asked.add(call.param("since") + ".." + call.param("until"));
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            rows.forEach((id, updated) -> {
                boolean late = !call.param("until").isEmpty() && updated.compareTo(call.param("until")) > 0;
                if (updated.compareTo(call.param("since")) >= 0 && !late && !updated.startsWith("later")) {
                    found.add(row(id, updated));
                }
            });
            return FakePages.page(found, Map.of(), PageHeaders.NONE, tellsTime ? Optional.of(now) : Optional.empty());
        }

        static Map<String, @Nullable Object> row(String id, @Nullable String updated) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("id", id);
            row.put("updated", updated);
            return row;
        }

        Reading reading(String cursor) {
            return new Reading(
                    Streams.spec("", KEY + "," + Streams.cursor(cursor)), new FakePages().on("items", this::answer));
        }
    }

    private static List<String> ids(Reading.Pass pass) {
        return pass.reads().stream()
                .map(read -> String.valueOf(read.key().get("id")))
                .toList();
    }

    @Test
    void theNextPassBeginsWhereTheApisClockStoodAndRepeatsNothing() {
        Table table = new Table();
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
        Table table = new Table();
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
        Table table = new Table();
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
        Table table = new Table();
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
        Table table = new Table();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        Reading reading = table.reading("");
        Reading.Pass first = reading.pass();
        table.rows.put("a", "2024-03-10T12:00:00Z");
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("a");
    }

    @Test
    void lookbackFindsWhatShowsUpLateAndRepeatsNothing() {
        Table table = new Table();
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
        Table table = new Table();
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
        Table table = new Table();
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
        Table table = new Table();
        table.rows.put("a", "2024-03-10T11:59:00Z");
        Reading reading = table.reading("'lag':'PT10M'");
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).isEmpty();
        table.now = Declared.NOW.plusSeconds(3600);
        assertThat(table.asked).containsExactly("2024-03-01T00:00:00Z..2024-03-10T11:50:00Z");
    }

    @Test
    void windowsFollowEachOtherWithoutGapAndOverlap() {
        Table table = new Table();
        table.reading("'step':'P4D'").pass();
        assertThat(table.asked)
                .containsExactly(
                        "2024-03-01T00:00:00Z..2024-03-04T23:59:59Z",
                        "2024-03-05T00:00:00Z..2024-03-08T23:59:59Z",
                        "2024-03-09T00:00:00Z..2024-03-10T12:00:00Z");
    }

    @Test
    void theNextPassBeginsWhereTheWindowsFirstPageWasAnsweredEvenAfterARestart() {
        Table table = new Table();
        table.now = Instant.parse("2024-03-10T11:00:00Z");
        for (String id : List.of("b", "c", "d", "e")) {
            table.rows.put(id, "2024-03-09T00:00:00Z");
        }
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            table.rows.forEach((id, updated) -> {
                if (id.compareTo(call.param("after")) > 0 && updated.compareTo(call.param("since")) >= 0) {
                    found.add(Table.row(id, updated));
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
        Table table = new Table();
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
    void aRecordWithoutCursorFailsUnlessItIsSaidOtherwise() {
        for (String missing : List.of("fail", "include", "skip")) {
            FakePages api = new FakePages()
                    .on(
                            "items",
                            call -> FakePages.page(
                                    List.of(
                                            Table.row("a", null),
                                            Table.row("b", "2024-03-02T00:00:00Z"),
                                            Table.row("c", "yesterday")),
                                    Map.of()));
            Reading reading = new Reading(
                    Streams.spec("", KEY + "," + Streams.cursor("'cursor_missing':'" + missing + "'")), api);
            switch (missing) {
                case "fail" ->
                    assertThatThrownBy(reading::pass)
                            .hasMessage(
                                    "A record's cursor field updated is null or missing; the place of such a record among the"
                                            + " others is unknown. Set cursor_missing to include (it is emitted each time it is seen) or to"
                                            + " skip (it is dropped and counted), or name another cursor_field");
                case "include" -> assertThat(ids(reading.pass())).containsExactly("a", "b", "c");
                default -> assertThat(ids(reading.pass())).containsExactly("b");
            }
        }
    }

    @Test
    void cursorsInTheFarFutureDoNotMoveTheEnd() {
        Table table = new Table();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        FakePages api = new FakePages().on("items", call -> {
            table.asked.add(call.param("since"));
            return FakePages.page(
                    List.of(Table.row("x", "9999-12-31T00:00:00Z"), Table.row("a", "2024-03-09T00:00:00Z")),
                    Map.of(),
                    PageHeaders.NONE,
                    Optional.of(Declared.NOW));
        });
        Reading reading = new Reading(Streams.spec("", KEY + "," + Streams.cursor("")), api);
        Reading.Pass first = reading.pass();
        reading.pass(Optional.of(first.end()));
        assertThat(table.asked).containsExactly("2024-03-01T00:00:00Z", "2024-03-10T12:00:00Z");
    }

    @Test
    void cursorsInSeveralFormatsAreRead() {
        FakePages api = new FakePages().on("items", call -> {
            Map<String, @Nullable Object> epoch = Table.row("e", null);
            epoch.put("updated", 1709600000L);
            return FakePages.page(
                    List.of(Table.row("a", "2024-03-09"), Table.row("b", "2024-03-09T10:00:00+0100"), epoch), Map.of());
        });
        Reading reading = new Reading(
                Streams.spec(
                        "",
                        KEY + ","
                                + Streams.cursor("'cursor_datetime_formats':['%Y-%m-%dT%H:%M:%S%z','%Y-%m-%d','%s']")),
                api);
        Reading.Pass pass = reading.pass();
        assertThat(pass.reads().stream()
                        .map(read -> read.after().trail().greatest().orElse(0))
                        .toList())
                .containsExactly(1709942400000000L, 1709974800000000L, 1709974800000000L);
    }

    @Test
    void aFeedEndsWhereItWasReadBefore() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int day = 9; day > 0; day--) {
            rows.add(Table.row("r" + day, "2024-03-0" + day + "T00:00:00Z"));
        }
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                PagingTest.cut(rows, call.number("page", 0) * 2, 2),
                                Map.of(),
                                PageHeaders.NONE,
                                Optional.of(Instant.parse("2024-03-07T12:00:00Z"))));
        String pager = Streams.paginator("{'type':'PageIncrement','page_size':2}", "page");
        String cursor =
                "'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%Y-%m-%dT%H:%M:%SZ',"
                        + "'start_datetime':'2024-03-02T00:00:00Z','is_data_feed':true}";
        Reading reading = new Reading(Streams.spec(pager, KEY + "," + cursor), api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("r9", "r8", "r7", "r6", "r5", "r4", "r3", "r2");
        assertThat(api.calls).hasSize(5);
        api.calls.clear();
        rows.add(0, Table.row("r10", "2024-03-10T00:00:00Z"));
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("r10");
        assertThat(api.calls).as("two pages are enough").hasSize(2);
    }

    @Test
    void anApiThatReturnsEverythingIsFilteredHere() {
        Table table = new Table();
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                table.rows.entrySet().stream()
                                        .map(row -> Table.row(row.getKey(), row.getValue()))
                                        .toList(),
                                Map.of(),
                                PageHeaders.NONE,
                                Optional.of(table.now)));
        table.rows.put("a", "2024-03-09T00:00:00Z");
        table.rows.put("old", "2020-01-01T00:00:00Z");
        Reading reading =
                new Reading(Streams.spec("", KEY + "," + Streams.cursor("'is_client_side_incremental':true")), api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a");
        table.rows.put("b", "2024-03-10T12:00:00Z");
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("b");
    }

    @Test
    void numbersThatGrowAreACursorToo() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(PagingTest.rows(5));
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                rows.stream()
                                        .filter(row -> Integer.parseInt(String.valueOf(row.get("id")))
                                                >= call.number("from", 0))
                                        .toList(),
                                Map.of()));
        Reading reading = new Reading(
                Streams.spec(
                        "",
                        KEY
                                + ",'incremental_sync':{'type':'IncrementingCountCursor','cursor_field':'id','start_value':2,"
                                + "'start_value_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'from'}}"),
                api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("2", "3", "4");
        rows.add(Declared.map("{'id':5}"));
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("5");
        assertThat(api.calls).extracting(call -> call.param("from")).containsExactly("2", "4");
    }

    @Test
    void deletionsBecomeDeletes() {
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                List.of(
                                        Declared.map("{'id':'a','gone':false}"),
                                        Declared.map("{'id':'b','gone':true}")),
                                Map.of()));
        Reading reading = new Reading(Streams.spec("", KEY + ",'deletes':{'field_path':['gone']}"), api);
        assertThat(reading.pass().reads()).extracting(Read::op).containsExactly(Op.UPSERT, Op.DELETE);
        FakePages feed = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                List.of(Declared.map("{'id':'e1','kind':'customer.deleted','data':{'id':'c7'}}")),
                                Map.of()));
        Reading events = new Reading(
                Streams.spec(
                        "",
                        KEY
                                + ",'deletes':{'condition':'{{ record.kind.endswith(`.deleted`) }}','stream':'customers','key_path':[['data','id']]}"),
                feed);
        Read deletion = events.pass().reads().get(0);
        assertThat(deletion.stream()).isEqualTo("customers");
        assertThat(deletion.key()).isEqualTo(Map.of("id", "c7"));
    }

    @Test
    void aWindowThatIsTooDeepIsSplitAtItsGreatestCursor() {
        Table table = new Table();
        for (int i = 0; i < 50; i++) {
            table.rows.put("r" + (10 + i), "2024-03-02T00:" + (10 + i / 2) + ":00Z");
        }
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            table.rows.forEach((id, updated) -> {
                if (updated.compareTo(call.param("since")) >= 0) {
                    found.add(Table.row(id, updated));
                }
            });
            int offset = call.number("offset", 0);
            assertThat(offset).as("the API refuses offsets of 20 and more").isLessThan(20);
            return FakePages.page(
                    PagingTest.cut(found, offset, 5), Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
        });
        String deep = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
                + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':20}}";
        Reading reading = new Reading(Streams.spec(deep, KEY + "," + Streams.cursor("")), api);
        Reading.Pass whole = reading.pass();
        assertThat(ids(whole)).containsExactlyElementsOf(table.rows.keySet());
        for (int i = 0; i < 50; i++) {
            Reading.Pass rest =
                    reading.pass(Optional.of(Reading.stored(whole.reads().get(i).after())));
            assertThat(ids(rest)).as("behind record %d", i).isEqualTo(ids(whole).subList(i + 1, 50));
        }
    }

    @Test
    void aWindowThatIsTooDeepIsSplitBehindABodyThatBrokeOff() {
        Table table = new Table();
        for (int i = 0; i < 30; i++) {
            table.rows.put("r" + (10 + i), "2024-03-02T00:" + (10 + i / 2) + ":00Z");
        }
        int[] breaks = {1};
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            table.rows.forEach((id, updated) -> {
                if (updated.compareTo(call.param("since")) >= 0) {
                    found.add(Table.row(id, updated));
                }
            });
            int offset = call.number("offset", 0);
            // Nothing is behind the depth of 20, as far as this API says.
            List<Object> page = new ArrayList<>(offset < 20 ? PagingTest.cut(found, offset, 5) : List.of());
            int at = offset == 15 && breaks[0]-- > 0 ? 0 : 99;
            return new PageSource.Fetched.Page(
                    PageHeaders.NONE, "", Optional.of(Declared.NOW), new PagingTest.BreakingStream(page, at));
        });
        String deep = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
                + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':20}}";
        Reading reading = new Reading(Streams.spec(deep, KEY + "," + Streams.cursor("")), api);
        assertThat(ids(reading.pass())).containsExactlyElementsOf(table.rows.keySet());
    }

    @Test
    void aChangedDeclarationAsksWhatToDo() {
        Table table = new Table();
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
                                List.of(Table.row(
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
