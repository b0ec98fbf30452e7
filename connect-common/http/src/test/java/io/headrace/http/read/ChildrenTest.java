package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.ServerClock;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams in slices: lists, parents, groups, unions and products; progress of children in bounded room (R17, R18). */
class ChildrenTest {

    private static final String KEY = "'primary_key':'id'";
    private final List<String> parents = new ArrayList<>(List.of("a", "b", "c"));
    private final List<String> asked = new ArrayList<>();
    private final FakePages api = new FakePages()
            .on(
                    "parents",
                    call -> FakePages.page(
                            parents.stream()
                                    .map(id -> Declared.map("{'id':'" + id + "','name':{'full':'Name " + id + "'}}"))
                                    .toList(),
                            Map.of()))
            .on("items", this::items);
    private String broken = "";

    private PageSource.Fetched items(FakePages.Call call) {
        String parent = String.valueOf(call.partition().get("parent"));
        asked.add(parent + " " + call.param("since"));
        if (parent.equals(broken)) {
            throw HeadraceException.config("404 for " + parent);
        }
        Map<String, @Nullable Object> child = Declared.map("{'id':'" + parent + "1','updated':'2024-03-09T00:00:00Z'}");
        boolean old = "2024-03-09T00:00:00Z".compareTo(call.param("since")) < 0;
        return FakePages.page(old ? List.of() : List.of(child), Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
    }

    private static String router(String more) {
        return "'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig','stream':"
                + Streams.json("parents", "", KEY) + ",'parent_key':'id','partition_field':'parent'" + more + "}]}";
    }

    private static List<String> ids(Reading.Pass pass) {
        return pass.reads().stream()
                .map(read -> String.valueOf(read.key().get("id")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void newParentsBeginAtTheStartAndOldOnesWhereTheyWere(ReadOptions.ChildState state) {
        StreamSpec spec = Streams.spec(router(""), KEY + "," + Streams.cursor(""), ReadOptions.DEFAULT.with(state));
        Reading reading = new Reading(spec, api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a1", "b1", "c1");
        parents.add(1, "n");
        asked.clear();
        Reading.Pass second = reading.pass(Optional.of(first.end()));
        assertThat(ids(second)).containsExactly("n1");
        assertThat(asked)
                .containsExactly(
                        "a 2024-03-10T12:00:00Z",
                        "n 2024-03-01T00:00:00Z",
                        "b 2024-03-10T12:00:00Z",
                        "c 2024-03-10T12:00:00Z");
    }

    @ParameterizedTest
    @EnumSource
    void aBadParentDoesNotStopTheOthersWhereThatIsDeclared(ReadOptions.ChildState state) {
        broken = "b";
        StreamSpec strict = Streams.spec(router(""), KEY + "," + Streams.cursor(""), ReadOptions.DEFAULT.with(state));
        assertThatThrownBy(new Reading(strict, api)::pass).hasMessage("404 for b");
        StreamSpec spec = Streams.spec(
                router(",'on_error':'skip'"), KEY + "," + Streams.cursor(""), ReadOptions.DEFAULT.with(state));
        Reading reading = new Reading(spec, api);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a1", "c1");
        assertThat(reading.notes)
                .containsExactly(
                        "Slice {\"parent\":\"b\",\"parent_slice\":{}} of stream items failed and is left to the next pass: 404"
                                + " for b");
        broken = "";
        asked.clear();
        assertThat(ids(reading.pass(Optional.of(first.end())))).containsExactly("b1");
        assertThat(asked).contains("b 2024-03-01T00:00:00Z");
    }

    @Test
    void aSliceOfWhichRecordsWereGivenIsNotLeftOutWhereNothingMayComeTwice() {
        FakePages half = new FakePages()
                .on("parents", call -> FakePages.page(List.of(Declared.map("{'id':'a'}")), Map.of()))
                .on("items", call -> {
                    if (call.number("offset", 0) > 0) {
                        throw HeadraceException.config("404 for a");
                    }
                    return FakePages.page(List.of(Declared.map("{'id':'a1'}"), Declared.map("{'id':'a2'}")), Map.of());
                });
        String pages = Streams.paginator("{'type':'OffsetIncrement','page_size':2}", "offset");
        StreamSpec spec = Streams.spec(pages + "," + router(",'on_error':'skip'"), KEY, ReadOptions.DEFAULT.exactly());
        try (StreamReader reader = new Reading(spec, half).open(Optional.empty())) {
            assertThat(((ReadResult.Records) reader.next()).reads()).hasSize(2);
            assertThatThrownBy(reader::next)
                    .isInstanceOf(HeadraceException.class)
                    .hasMessage(
                            "404 for a (Slice {\"parent\":\"a\",\"parent_slice\":{}} is not left out: records of it were given,"
                                    + " which would come twice in the next pass, and exactly-once is required."
                                    + " Set exactly.once.support=requested to leave it out.)");
        }
    }

    @Test
    void aReaderThatFailedGoesOnWhenItIsAskedAgain() {
        broken = "b";
        Reading reading = new Reading(Streams.spec(router(""), KEY), api);
        List<String> ids = new ArrayList<>();
        try (StreamReader reader = reading.open(Optional.empty())) {
            ids.addAll(ids(new Reading.Pass(
                    ((ReadResult.Records) reader.next()).reads(),
                    Position.at(Frame.first("", new WholeProgress(OptionalLong.empty())), Trail.NONE))));
            assertThatThrownBy(reader::next).hasMessage("404 for b");
            broken = "";
            ReadResult next = reader.next();
            assertThat(((ReadResult.Records) next).reads().get(0).key()).isEqualTo(Map.of("id", "b1"));
        }
        assertThat(ids).containsExactly("a1");
    }

    @Test
    void aParentThatFailsFailsBehindWhatWasPlannedAlready() {
        int[] pages = {0};
        FakePages half = new FakePages()
                .on("parents", call -> {
                    if (pages[0]++ == 1) {
                        throw HeadraceException.config("500 for the parents");
                    }
                    return FakePages.page(
                            PagingTest.cut(
                                    List.of(Declared.map("{'id':'a'}"), Declared.map("{'id':'b'}")),
                                    call.number("offset", 0),
                                    1),
                            Map.of());
                })
                .on("items", this::items);
        String router =
                "'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig','stream':"
                        + Streams.json(
                                "parents", Streams.paginator("{'type':'OffsetIncrement','page_size':1}", "offset"), KEY)
                        + ",'parent_key':'id','partition_field':'parent'}]}";
        Reading reading = new Reading(Streams.spec(router, KEY, ReadOptions.DEFAULT.withConcurrency(3)), half);
        try (StreamReader reader = reading.open(Optional.empty())) {
            assertThat(((ReadResult.Records) reader.next()).reads())
                    .extracting(Read::key)
                    .containsExactly(Map.of("id", "a1"));
            assertThatThrownBy(reader::next).hasMessage("500 for the parents");
            assertThat(((ReadResult.Records) reader.next()).reads())
                    .extracting(Read::key)
                    .containsExactly(Map.of("id", "b1"));
        }
    }

    @Test
    void onlyParentsThatChangedAreVisitedWhereThatIsDeclared() {
        Map<String, String> changed = new LinkedHashMap<>(Map.of("a", "2024-03-05T00:00:00Z"));
        changed.put("b", "2024-03-06T00:00:00Z");
        FakePages two = new FakePages()
                .on("parents", call -> {
                    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                    changed.forEach((id, updated) -> {
                        if (updated.compareTo(call.param("since")) >= 0) {
                            rows.add(Declared.map("{'id':'" + id + "','updated':'" + updated + "'}"));
                        }
                    });
                    return FakePages.page(rows, Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
                })
                .on("items", this::items);
        String router =
                "'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig','stream':"
                        + Streams.json("parents", "", KEY + "," + Streams.cursor(""))
                        + ",'parent_key':'id','partition_field':'parent','incremental_dependency':true}]}";
        Reading reading = new Reading(Streams.spec(router, KEY + "," + Streams.cursor("")), two);
        Reading.Pass first = reading.pass();
        assertThat(ids(first)).containsExactly("a1", "b1");
        changed.put("a", "2024-03-10T12:00:00Z");
        asked.clear();
        reading.pass(Optional.of(first.end()));
        assertThat(asked).containsExactly("a 2024-03-10T12:00:00Z");
    }

    @Test
    void aParentThatIsNotVisitedAgainMayNotBeLeftOut() {
        assertThatThrownBy(() -> Streams.spec(router(",'incremental_dependency':true,'on_error':'skip'"), KEY))
                .hasMessageContaining(
                        "With incremental_dependency the next pass visits only parents that changed, and not one that was left out")
                .hasMessageContaining("Use on_error: fail, or incremental_dependency: false");
    }

    @Test
    void listsAndParentsMultiply() {
        String routers = "'partition_router':[{'type':'ListPartitionRouter','values':['x','y'],'cursor_field':'kind'},"
                + router("").replaceFirst("^'partition_router':", "") + "]";
        List<Object> slices = new ArrayList<>();
        FakePages both = new FakePages()
                .on(
                        "parents",
                        call -> FakePages.page(List.of(Declared.map("{'id':1}"), Declared.map("{'id':2}")), Map.of()))
                .on("items", call -> {
                    String slice =
                            call.partition().get("kind") + "" + call.partition().get("parent");
                    slices.add(slice);
                    return FakePages.page(List.of(Declared.map("{'id':'" + slice + "'}")), Map.of());
                });
        StreamSpec spec = Streams.spec(routers, KEY);
        Reading reading = new Reading(spec, both);
        Reading.Pass whole = reading.pass();
        assertThat(slices).containsExactly("x1", "x2", "y1", "y2");
        slices.clear();
        reading.pass(Optional.of(Reading.stored(whole.reads().get(1).after())));
        assertThat(slices).containsExactly("x2", "y1", "y2");
        assertThat(spec.parts()).extracting(SourcePart::name).containsExactly("x", "y");
    }

    @Test
    void aReaderBoundToAPartReadsOnlyThat() {
        StreamSpec spec = Streams.spec(
                "'partition_router':{'type':'ListPartitionRouter','values':'{{ [`x`, `y`] }}','cursor_field':'kind',"
                        + "'request_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'kind'}}",
                "");
        FakePages list = new FakePages()
                .on(
                        "items",
                        call -> FakePages.page(List.of(Declared.map("{'k':'" + call.param("kind") + "'}")), Map.of()));
        ReadContext context = new ReadContext(
                list, Declared.CLOCK, new ServerClock(Declared.CLOCK), Optional.empty(), Duration.ZERO, note -> {});
        try (StreamReader reader = StreamReader.open(spec, spec.parts().get(1), Optional.empty(), context)) {
            assertThat(((ReadResult.Records) reader.next()).reads())
                    .extracting(Read::record)
                    .containsExactly(Map.of("k", "y"));
            assertThat(reader.next()).isInstanceOf(ReadResult.Done.class);
        }
    }

    @Test
    void readersShareTheChildrenOfAParentByBuckets() {
        parents.clear();
        for (int i = 0; i < 300; i++) {
            parents.add("p" + i);
        }
        String buckets = router("").replaceFirst("\\}$", ",'buckets':3}");
        StreamSpec spec = Streams.spec(buckets, KEY + "," + Streams.cursor(""));
        assertThat(spec.parts()).extracting(SourcePart::name).containsExactly("1 of 3", "2 of 3", "3 of 3");
        Map<String, String> readBy = new HashMap<>();
        for (SourcePart part : spec.parts()) {
            Optional<Position> from = Optional.empty();
            for (int pass = 1; pass <= 2; pass++) {
                ReadContext context = new ReadContext(
                        api,
                        Declared.CLOCK,
                        new ServerClock(Declared.CLOCK),
                        Optional.empty(),
                        Duration.ZERO,
                        note -> {});
                try (StreamReader reader = StreamReader.open(spec, part, from, context)) {
                    for (ReadResult next = reader.next(); from.isEmpty() || pass == 2; next = reader.next()) {
                        if (next instanceof ReadResult.Records records) {
                            records.reads()
                                    .forEach(read -> assertThat(readBy.put(
                                                    String.valueOf(read.key().get("id")), part.name()))
                                            .isNull());
                        } else if (next instanceof ReadResult.Done done) {
                            from = Optional.of(Reading.stored(done.position()));
                            break;
                        }
                    }
                }
            }
        }
        assertThat(readBy).hasSize(300);
        for (SourcePart part : spec.parts()) {
            assertThat(Collections.frequency(readBy.values(), part.name())).isBetween(60, 140);
        }
    }

    @Test
    void bucketsAreRefusedWhereNoTaskCouldHaveOne() {
        String inside = router("").replaceFirst("^'partition_router':", "").replaceFirst("\\}$", ",'buckets':3}");
        assertThatThrownBy(() -> Streams.spec(
                        "'partition_router':{'type':'GroupingPartitionRouter','group_size':2,'underlying_partition_router':"
                                + inside + "}",
                        KEY))
                .hasMessageContaining("A router inside another one cannot be shared out");
        assertThatThrownBy(() -> Streams.spec(router("").replaceFirst("\\}$", ",'buckets':0}"), KEY))
                .hasMessageContaining("0 parts cannot be read");
    }

    @Test
    void groupsAndUnions() {
        List<Object> slices = new ArrayList<>();
        FakePages some = new FakePages()
                .on(
                        "parents",
                        call -> FakePages.page(
                                List.of(
                                        Declared.map("{'id':'a'}"),
                                        Declared.map("{'id':'b'}"),
                                        Declared.map("{'id':'a'}"),
                                        Declared.map("{'id':'c'}")),
                                Map.of()))
                .on("items", call -> {
                    slices.add(call.partition().get("parent"));
                    return FakePages.page(
                            List.of(Declared.map("{'id':'" + call.partition().get("parent") + "'}")), Map.of());
                });
        String group =
                "'partition_router':{'type':'GroupingPartitionRouter','group_size':2,'underlying_partition_router':"
                        + router("").replaceFirst("^'partition_router':", "") + "}";
        new Reading(Streams.spec(group, KEY), some).pass();
        assertThat(slices).containsExactly(List.of("a", "b"), List.of("c"));
        slices.clear();
        String union =
                "'partition_router':{'type':'UnionPartitionRouter','partition_field':'parent','partition_routers':["
                        + "{'type':'ListPartitionRouter','values':['z','a'],'cursor_field':'parent'},"
                        + router("").replaceFirst("^'partition_router':", "") + "]}";
        Reading reading = new Reading(Streams.spec(union, KEY), some);
        Reading.Pass whole = reading.pass();
        assertThat(slices).containsExactly("z", "a", "b", "c");
        slices.clear();
        reading.pass(Optional.of(Reading.stored(whole.reads().get(2).after())));
        assertThat(slices).containsExactly("b", "c");
    }

    @Test
    void aParentMayHoldTheFirstPageOfItsChildren() {
        FakePages lazy = new FakePages()
                .on(
                        "parents",
                        call -> FakePages.page(
                                List.of(Declared.map("{'id':'p','children':{'data':[{'id':'c1'},{'id':'c2'}]}}")),
                                Map.of()))
                .on("items", call -> FakePages.page(List.of(), Map.of()));
        Reading reading = new Reading(Streams.spec(router(",'lazy_read_pointer':['children','data']"), KEY), lazy);
        assertThat(ids(reading.pass())).containsExactly("c1", "c2");
        assertThat(lazy.calls).extracting(FakePages.Call::stream).containsExactly("parents");
    }

    @Test
    void tenThousandParentsFitIntoAPositionAndMoreShareBuckets() {
        Progress progress = Progresses.none(true, ReadOptions.ChildState.PARENT);
        for (int i = 0; i < 10_000; i++) {
            progress = progress.with("slice " + i, OptionalLong.of(1_000_000L + i), true);
        }
        assertThat(progress.text()).startsWith("s").hasSizeLessThan(220_000);
        assertThat(Progresses.parse(progress.text()).of("slice 77")).hasValue(1_000_077L);
        for (int i = 10_000; i < 60_000; i++) {
            progress = progress.with("slice " + i, OptionalLong.of(1_000_000L + i), true);
        }
        Progress ended = Progresses.parse(progress.ended().text());
        assertThat(ended.text()).startsWith("b256.").hasSizeLessThan(420_000);
        assertThat(ended.of("slice 77")).isPresent();
        assertThat(ended.of("slice 77").getAsLong()).isBetween(1_000_000L, 1_000_077L);
        assertThat(ended.of("slice 60000")).isEmpty();
    }
}
