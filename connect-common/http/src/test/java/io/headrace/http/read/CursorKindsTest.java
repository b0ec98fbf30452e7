package io.headrace.http.read;

import static io.headrace.http.read.TimedTable.KEY;
import static io.headrace.http.read.TimedTable.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.testing.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cursors of other kinds, strange ones and missing ones, and records that say that another is gone (R14, R15). */
class CursorKindsTest {

    @Test
    void aRecordWithoutCursorFailsUnlessItIsSaidOtherwise() {
        for (String missing : List.of("fail", "include", "skip")) {
            FakePages api = new FakePages()
                    .on(
                            "items",
                            call -> FakePages.page(
                                    List.of(
                                            TimedTable.row("a", null),
                                            TimedTable.row("b", "2024-03-02T00:00:00Z"),
                                            TimedTable.row("c", "yesterday")),
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
        TimedTable table = new TimedTable();
        table.rows.put("a", "2024-03-09T00:00:00Z");
        FakePages api = new FakePages().on("items", call -> {
            table.asked.add(call.param("since"));
            return FakePages.page(
                    List.of(TimedTable.row("x", "9999-12-31T00:00:00Z"), TimedTable.row("a", "2024-03-09T00:00:00Z")),
                    Map.of(),
                    PageHeaders.NONE,
                    Optional.of(Declared.NOW));
        });
        Reading reading = new Reading(Streams.spec("", KEY + "," + Streams.cursor("")), api);
        Reading.Pass first = reading.pass();
        reading.pass(Optional.of(first.end()));
        assertThat(table.asked).containsExactly("2024-03-01T00:00:00Z", "2024-03-10T12:00:00Z");
    }

    /** Microseconds where seconds are declared, for instance. */
    @Test
    void aNumberBeyondAllTimesIsACursorThatCannotBeRead() {
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                List.of(Declared.map("{'id':'a','updated':1710072000000000}")), Map.of()));
        String cursor =
                "'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%s','start_datetime':'2024-03-01'}";
        assertThatThrownBy(new Reading(Streams.spec("", KEY + "," + cursor), api)::pass)
                .isInstanceOf(HeadraceException.class)
                .hasMessageStartingWith(
                        "A record's cursor field updated is '1710072000000000', which fits none of the formats [%s]");
    }

    @Test
    void cursorsInSeveralFormatsAreRead() {
        FakePages api = new FakePages().on("items", call -> {
            Map<String, @Nullable Object> epoch = TimedTable.row("e", null);
            epoch.put("updated", 1709600000L);
            return FakePages.page(
                    List.of(TimedTable.row("a", "2024-03-09"), TimedTable.row("b", "2024-03-09T10:00:00+0100"), epoch),
                    Map.of());
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
            rows.add(TimedTable.row("r" + day, "2024-03-0" + day + "T00:00:00Z"));
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
        rows.add(0, TimedTable.row("r10", "2024-03-10T00:00:00Z"));
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("r10");
        assertThat(api.calls).as("two pages are enough").hasSize(2);
    }

    @Test
    void anApiThatReturnsEverythingIsFilteredHere() {
        TimedTable table = new TimedTable();
        FakePages api = new FakePages().on("items", table::everything);
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
    void eachWindowOfAnApiThatReturnsEverythingKeepsItsOwn() {
        TimedTable table = new TimedTable();
        FakePages api = new FakePages().on("items", table::everything);
        table.rows.put("a", "2024-03-02T00:00:00Z");
        table.rows.put("b", "2024-03-06T23:59:59Z");
        table.rows.put("c", "2024-03-07T00:00:00Z");
        table.rows.put("d", "2024-03-10T12:00:00Z");
        table.rows.put("e", "2024-03-10T12:00:01Z");
        String cursor = Streams.cursor("'is_client_side_incremental':true,'step':'P2D'");
        Reading.Pass first = new Reading(Streams.spec("", KEY + "," + cursor), api).pass();
        assertThat(ids(first)).containsExactly("a", "b", "c", "d", "e");
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
    void aDeletionInTheSecondOfTheLastChangeIsNoRepetition() {
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                List.of(
                                        Declared.map("{'id':'a','updated':'2024-03-02T00:00:00Z','gone':false}"),
                                        Declared.map("{'id':'a','updated':'2024-03-02T00:00:00Z','gone':true}")),
                                Map.of()));
        String stream = KEY + ",'deletes':{'field_path':['gone']}," + Streams.cursor("");
        assertThat(new Reading(Streams.spec("", stream), api).pass().reads())
                .extracting(Read::op)
                .containsExactly(Op.UPSERT, Op.DELETE);
    }

    @Test
    void aDeletionNeedsAKey() {
        assertThatThrownBy(() -> Streams.spec("", "'deletes':{'field_path':['gone']}"))
                .hasMessageContaining("A tombstone without a key does not say what was deleted")
                .hasMessageContaining("Set primary_key of the stream, or key_path");
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
}
