package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.RefusedException;
import io.headrace.http.page.PageGuard;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.PageToken;
import io.headrace.http.testing.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every way of paging visits every record once, wherever it is interrupted; and none walks in circles (R05, R06, R09). */
class PagingTest {

    private static final String KEY = "'primary_key':'id'";

    /** A way of paging: how it is declared, and how the API answers. */
    enum Way {
        OFFSET("{'type':'OffsetIncrement','page_size':%d}", "offset") {
            @Override
            PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size) {
                return FakePages.page(cut(rows, call.number("offset", 0), size), Map.of());
            }
        },
        PAGE("{'type':'PageIncrement','page_size':%d,'start_from_page':1,'inject_on_first_request':true}", "page") {
            @Override
            PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size) {
                return FakePages.page(cut(rows, (call.number("page", -1) - 1) * size, size), Map.of());
            }
        },
        CURSOR("{'type':'CursorPagination','cursor_value':'{{ response.meta.next }}','page_size':%d}", "after") {
            @Override
            PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size) {
                int from = call.params().containsKey("after")
                        ? Integer.parseInt(call.param("after").substring(1))
                        : 0;
                Map<String, ?> rest =
                        from + size < rows.size() ? Map.of("meta", Map.of("next", "c" + (from + size))) : Map.of();
                return FakePages.page(cut(rows, from, size), rest);
            }
        },
        LAST_RECORD(
                "{'type':'CursorPagination','cursor_value':'id-{{ last_record.id }}','stop_condition':'{{ not response.has_more }}','page_size':%d}",
                "starting_after") {
            @Override
            PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size) {
                String after = call.param("starting_after");
                int from = after.isEmpty() ? 0 : Integer.parseInt(after.substring(3)) + 1;
                return FakePages.page(cut(rows, from, size), Map.of("has_more", from + size < rows.size()));
            }
        },
        LINK("{'type':'LinkHeader','page_size':%d}", "") {
            @Override
            PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size) {
                int from = call.address()
                        .map(url -> Integer.parseInt(url.replaceAll(".*=", "")))
                        .orElse(0);
                PageHeaders headers = from + size < rows.size()
                        ? new PageHeaders(List.of(Map.entry(
                                "Link",
                                "<https://api.test/items?from=0>; rel=\"first\", <https://api.test/items?from="
                                        + (from + size) + ">; rel=\"next\"")))
                        : PageHeaders.NONE;
                return FakePages.page(cut(rows, from, size), Map.of(), headers, Optional.empty());
            }
        };

        private final String strategy;
        private final String parameter;

        Way(String strategy, String parameter) {
            this.strategy = strategy;
            this.parameter = parameter;
        }

        String paginator(int size) {
            String text = strategy.formatted(size);
            return parameter.isEmpty()
                    ? "'paginator':{'type':'DefaultPaginator','pagination_strategy':" + text + "}"
                    : Streams.paginator(text, parameter);
        }

        abstract PageSource.Fetched answer(FakePages.Call call, List<Map<String, @Nullable Object>> rows, int size);
    }

    static List<Map<String, @Nullable Object>> cut(List<Map<String, @Nullable Object>> rows, int from, int size) {
        return rows.subList(Math.min(from, rows.size()), Math.min(from + size, rows.size()));
    }

    static List<Map<String, @Nullable Object>> rows(int count) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Declared.map("{'id':" + i + "}"));
        }
        return rows;
    }

    private static List<Object> ids(List<Read> reads) {
        return reads.stream()
                .map(read -> (Object) String.valueOf(read.key().get("id")))
                .toList();
    }

    private static List<Object> numbers(int from, int to) {
        List<Object> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    @Property(tries = 300)
    void everyRecordOnceWhereverItStops(
            @ForAll Way way,
            @ForAll @IntRange(max = 60) int count,
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll @IntRange(min = 1, max = 7) int batch,
            @ForAll @IntRange(max = 59) int stop) {
        StreamSpec spec = Streams.spec(way.paginator(size), KEY, ReadOptions.DEFAULT.withBatch(batch));
        List<Map<String, @Nullable Object>> rows = rows(count);
        Reading reading = new Reading(spec, new FakePages().on("items", call -> way.answer(call, rows, size)));
        Reading.Pass whole = reading.pass();
        assertThat(ids(whole.reads())).isEqualTo(numbers(0, count));
        if (stop < count) {
            Position position = Reading.stored(whole.reads().get(stop).after());
            assertThat(ids(reading.pass(Optional.of(position)).reads())).isEqualTo(numbers(stop + 1, count));
        }
    }

    @Property(tries = 200)
    void rowsThatComeAndGoBetweenStopsAreNeitherLostNorRepeated(
            @ForAll Way way,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll @IntRange(max = 59) int stop,
            @ForAll @IntRange(max = 59) int gone) {
        StreamSpec spec = Streams.spec(way.paginator(size), KEY);
        List<Map<String, @Nullable Object>> rows = rows(count);
        Reading reading = new Reading(spec, new FakePages().on("items", call -> way.answer(call, rows, size)));
        int at = stop % count;
        List<Read> before = reading.pass().reads().subList(0, at + 1);
        Object lost = rows.remove(gone % count).get("id");
        rows.add(0, Declared.map("{'id':1000}"));
        List<Object> all = new ArrayList<>(ids(before));
        if (way != Way.LAST_RECORD) {
            all.addAll(
                    ids(reading.pass(Optional.of(Reading.stored(before.get(at).after())))
                            .reads()));
            assertThat(all).doesNotHaveDuplicates();
            List<Object> wanted = new ArrayList<>(numbers(0, count));
            wanted.remove(String.valueOf(lost));
            assertThat(all).containsAll(wanted);
        }
    }

    @Test
    void aShortPageIsTheEndOnlyForStrategiesThatCount() {
        String stop = "{'type':'OffsetIncrement','page_size':10,'stops_on':'empty_page'}";
        Function<FakePages.Call, PageSource.Fetched> stingy =
                call -> FakePages.page(cut(rows(25), call.number("offset", 0), 4), Map.of());
        Reading patient =
                new Reading(Streams.spec(Streams.paginator(stop, "offset"), KEY), new FakePages().on("items", stingy));
        assertThat(patient.pass().reads()).hasSize(25);
        String airbyte = "{'type':'OffsetIncrement','page_size':10}";
        Reading hasty = new Reading(
                Streams.spec(Streams.paginator(airbyte, "offset"), KEY), new FakePages().on("items", stingy));
        assertThat(hasty.pass().reads()).hasSize(4);
    }

    @Test
    void anEmptyPageWithATokenIsNotTheEnd() {
        FakePages api = new FakePages().on("items", call -> switch (call.param("after")) {
            case "" -> FakePages.page(rows(1), Map.of("next", "a"));
            case "a" -> FakePages.page(List.of(), Map.of("next", "b"));
            default -> FakePages.page(rows(3).subList(1, 3), Map.of());
        });
        String strategy = "{'type':'CursorPagination','cursor_value':'{{ response.next }}'}";
        assertThat(new Reading(Streams.spec(Streams.paginator(strategy, "after"), KEY), api)
                        .pass()
                        .reads())
                .hasSize(3);
    }

    @Test
    void filteredRecordsCountAsRecordsOfThePage() {
        String selector =
                "'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'PageIncrement','page_size':5},"
                        + "'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'page'}}";
        String stream = Streams.json("items", selector, KEY)
                .replace(
                        "'field_path':[]}",
                        "'field_path':[]},'record_filter':{'type':'RecordFilter','condition':'{{ record.id > 12 }}'}");
        StreamSpec spec = StreamSpec.compile(Declared.component(stream), Declared.scope(), ReadOptions.DEFAULT);
        FakePages api = new FakePages()
                .on("items", call -> FakePages.page(cut(rows(18), call.number("page", 0) * 5, 5), Map.of()));
        assertThat(ids(new Reading(spec, api).pass().reads())).isEqualTo(numbers(13, 18));
    }

    @Test
    void aTokenThatComesAgainEndsTheWalk() {
        FakePages api = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(
                                rows(2), Map.of("next", call.param("after").equals("a") ? "b" : "a")));
        String strategy = "{'type':'CursorPagination','cursor_value':'{{ response.next }}'}";
        Reading reading = new Reading(Streams.spec(Streams.paginator(strategy, "after"), ""), api);
        assertThatThrownBy(reading::pass)
                .isInstanceOf(HeadraceException.class)
                .hasMessage(
                        "Stream items pages in a circle: the response to page 3 names the page token \"a\", which was asked"
                                + " for before; a token must lead on. Mend cursor_value or stop_condition of the paginator");
    }

    @Test
    void anAddressThatComesAgainIsShownWithoutWhatMayBeSecret() {
        PageGuard guard = new PageGuard("items", 10);
        PageToken next = new PageToken("https://api.test/items?key=k");
        guard.enter(next);
        assertThatThrownBy(() -> guard.enter(next))
                .hasMessageContaining("names the page token \"https://api.test/items?…, which was asked for before");
    }

    @Test
    void anApiThatDoesNotHeedTheTokenIsFoundOut() {
        FakePages api = new FakePages().on("items", call -> FakePages.page(rows(5), Map.of()));
        String strategy = "{'type':'PageIncrement','page_size':5}";
        Reading reading = new Reading(Streams.spec(Streams.paginator(strategy, "page"), KEY), api);
        assertThatThrownBy(reading::pass)
                .hasMessage(
                        "Stream items got the same records on pages 1 and 2: the API does not heed the page token. Mend"
                                + " page_token_option of the paginator");
    }

    @Test
    void tooManyPagesAreACircleToo() {
        int[] id = {0};
        FakePages api = new FakePages()
                .on("items", call -> FakePages.page(List.of(Declared.map("{'id':" + id[0]++ + "}")), Map.of()));
        String paginator =
                "'paginator':{'type':'DefaultPaginator','max_pages':20,'pagination_strategy':{'type':'PageIncrement'}}";
        assertThatThrownBy(new Reading(Streams.spec(paginator, KEY), api)::pass)
                .hasMessage(
                        "Stream items has more than 20 pages in one window; max_pages allows no more. Make windows shorter"
                                + " with step, or raise max_pages");
    }

    @Test
    void aPageTokenThatExpiredRestartsTheWindow() {
        List<Map<String, @Nullable Object>> rows = rows(20);
        String[] session = {"s1-"};
        FakePages api = new FakePages().on("items", call -> {
            String after = call.param("after");
            if (!after.isEmpty() && !after.startsWith(session[0])) {
                return new PageSource.Fetched.Reset("the token has expired");
            }
            int from = after.isEmpty() ? 0 : Integer.parseInt(after.substring(3));
            return FakePages.page(
                    cut(rows, from, 3), from + 3 < 20 ? Map.of("next", session[0] + (from + 3)) : Map.of());
        });
        String strategy = "{'type':'CursorPagination','cursor_value':'{{ response.next }}'}";
        Reading reading = new Reading(Streams.spec(Streams.paginator(strategy, "after"), KEY), api);
        Read tenth = reading.pass().reads().get(9);
        session[0] = "s2-";
        assertThat(ids(reading.pass(Optional.of(Reading.stored(tenth.after()))).reads()))
                .isEqualTo(numbers(10, 20));
        assertThat(reading.notes).containsExactly("Paging of stream items begins anew: the token has expired");
    }

    @Test
    void aStoredPageTokenThatIsRefusedRestartsTheWindow() {
        List<Map<String, @Nullable Object>> rows = rows(20);
        boolean[] refuses = {false};
        FakePages api = new FakePages().on("items", call -> {
            if (refuses[0] && call.params().containsKey("after")) {
                refuses[0] = false;
                throw new RefusedException(ErrorClass.CONFIG, "400: start_cursor is invalid", false);
            }
            int from = call.number("after", 0);
            return FakePages.page(cut(rows, from, 3), from + 3 < 20 ? Map.of("next", from + 3L) : Map.of());
        });
        String strategy = "{'type':'CursorPagination','cursor_value':'{{ response.next }}'}";
        Reading reading = new Reading(Streams.spec(Streams.paginator(strategy, "after"), KEY), api);
        Read tenth = reading.pass().reads().get(9);
        refuses[0] = true;
        assertThat(ids(reading.pass(Optional.of(Reading.stored(tenth.after()))).reads()))
                .isEqualTo(numbers(10, 20));
    }

    @Test
    void aRefusedCredentialIsNoRefusedPageToken() {
        List<Map<String, @Nullable Object>> rows = rows(20);
        boolean[] refuses = {false};
        FakePages api = new FakePages().on("items", call -> {
            if (refuses[0]) {
                throw new RefusedException(ErrorClass.CONFIG, "401: the token was revoked", true);
            }
            int from = call.number("after", 0);
            return FakePages.page(cut(rows, from, 3), from + 3 < 20 ? Map.of("next", from + 3L) : Map.of());
        });
        String strategy = "{'type':'CursorPagination','cursor_value':'{{ response.next }}'}";
        Reading reading = new Reading(Streams.spec(Streams.paginator(strategy, "after"), KEY), api);
        Read tenth = reading.pass().reads().get(9);
        api.calls.clear();
        refuses[0] = true;
        try (StreamReader reader = reading.open(Optional.of(Reading.stored(tenth.after())))) {
            assertThatThrownBy(reader::next).hasMessage("401: the token was revoked");
            refuses[0] = false;
            ReadResult.Records more = (ReadResult.Records) reader.next();
            assertThat(ids(more.reads())).isEqualTo(numbers(10, 12));
        }
        assertThat(reading.notes).isEmpty();
        assertThat(api.calls).extracting(call -> call.param("after")).containsExactly("9", "9");
    }

    @Test
    void pagingIsFoundOutWhereNothingIsDeclared() {
        String auto = "'paginator':{'type':'AutoPaginator'}";
        Map<String, Function<Integer, Map<String, ?>>> hints = Map.of(
                "cursor", next -> Map.of("response_metadata", Map.of("next_cursor", String.valueOf(next))),
                "pageToken", next -> Map.of("nextPageToken", String.valueOf(next)),
                "offset", next -> Map.of("pagination", Map.of("next_offset", (long) next)));
        hints.forEach((parameter, hint) -> {
            FakePages api = new FakePages().on("items", call -> {
                int from = call.number(parameter, 0);
                return FakePages.page(cut(rows(11), from, 4), from + 4 < 11 ? hint.apply(from + 4) : Map.of());
            });
            assertThat(new Reading(Streams.spec(auto, KEY), api).pass().reads())
                    .as(parameter)
                    .hasSize(11);
        });
        FakePages links = new FakePages().on("items", call -> {
            int from = call.address()
                    .map(url -> Integer.parseInt(url.replaceAll(".*=", "")))
                    .orElse(0);
            return FakePages.page(
                    cut(rows(11), from, 4),
                    from + 4 < 11
                            ? Map.of("links", Map.of("next", "https://api.test/items?f=" + (from + 4)))
                            : Map.of());
        });
        assertThat(new Reading(Streams.spec(auto, KEY), links).pass().reads()).hasSize(11);
        FakePages stripe = new FakePages().on("items", call -> {
            int from = call.number("starting_after", -1) + 1;
            return FakePages.page(cut(rows(11), from, 4), Map.of("has_more", from + 4 < 11));
        });
        assertThat(new Reading(Streams.spec(auto, KEY), stripe).pass().reads()).hasSize(11);
    }

    @Test
    void moreWithoutAWayToAskForItIsAnError() {
        FakePages api = new FakePages()
                .on("items", call -> FakePages.page(List.of(Declared.map("{'name':'a'}")), Map.of("has_more", true)));
        assertThatThrownBy(new Reading(Streams.spec("'paginator':{'type':'AutoPaginator'}", ""), api)::pass)
                .hasMessageStartingWith(
                        "The response of https://api.test/page says that there are more records, but not how to ask"
                                + " for them");
    }

    @Test
    void aBodyThatBreaksOffIsAskedForAgain() {
        int[] times = {0};
        FakePages api = new FakePages().on("items", call -> {
            boolean breaks = times[0]++ == 0;
            List<Object> rows = new ArrayList<>(rows(6));
            return new PageSource.Fetched.Page(
                    PageHeaders.NONE, "", Optional.empty(), new BreakingStream(rows, breaks ? 4 : 99));
        });
        Reading reading = new Reading(Streams.spec("", KEY, ReadOptions.DEFAULT.withBatch(2)), api);
        assertThat(ids(reading.pass().reads())).isEqualTo(numbers(0, 6));
    }

    @Test
    void aBodyThatBreaksOffAtTheSamePlaceEachTimeIsAnError() {
        int[] times = {0};
        FakePages api = new FakePages().on("items", call -> {
            assertThat(++times[0]).as("requests for one body").isLessThan(20);
            return new PageSource.Fetched.Page(
                    PageHeaders.NONE, "", Optional.empty(), new BreakingStream(new ArrayList<>(rows(6)), 4));
        });
        Reading reading = new Reading(Streams.spec("", KEY, ReadOptions.DEFAULT.withBatch(2)), api);
        assertThatThrownBy(reading::pass).hasMessage("the body was cut");
    }

    @Test
    void aWindowWithoutKeysThatIsReadAgainAndBreaksOffGivesNothingTwice() {
        List<Map<String, @Nullable Object>> rows = rows(9);
        int[] times = {0};
        FakePages api = new FakePages().on("items", call -> {
            int time = times[0]++;
            if (time == 2) {
                return new PageSource.Fetched.Reset("the token has expired");
            }
            List<Object> page = new ArrayList<>(cut(rows, call.number("offset", 0), 3));
            return new PageSource.Fetched.Page(
                    PageHeaders.NONE, "", Optional.empty(), new BreakingStream(page, time == 3 ? 2 : 99));
        });
        String offset = Streams.paginator("{'type':'OffsetIncrement','page_size':3}", "offset");
        Reading reading = new Reading(Streams.spec(offset, "", ReadOptions.DEFAULT.withBatch(2)), api);
        assertThat(reading.pass().reads().stream().map(Read::record).toList()).isEqualTo(rows);
    }

    static final class BreakingStream implements io.headrace.http.decode.RecordStream {
        private final List<Object> rows;
        private final int breaksAt;
        private int next = 0;

        BreakingStream(List<Object> rows, int breaksAt) {
            this.rows = rows;
            this.breaksAt = breaksAt;
        }

        @Override
        public @Nullable Object next() {
            if (next == breaksAt) {
                throw HeadraceException.transientFailure("the body was cut", new java.io.IOException("cut"));
            }
            return next < rows.size() ? rows.get(next++) : null;
        }

        @Override
        public Object rest() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
