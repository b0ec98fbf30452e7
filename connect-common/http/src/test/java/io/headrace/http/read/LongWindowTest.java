package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.RefusedException;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R04, R21: windows of more records than are remembered, whose pages are others after a restart. */
class LongWindowTest {

    private static final int PAGE = 40;
    private static final int ROWS = 1_200;

    private static final String KEYSET =
            "{'type':'CursorPagination','cursor_value':'{{ last_record.id }}','stop_condition':'{{ not response.more }}'}";

    private final TreeMap<Integer, Map<String, @Nullable Object>> rows = new TreeMap<>();
    private final FakePages api = new FakePages().on("items", this::page);
    private boolean refuses = false;
    private boolean ignores = false;

    LongWindowTest() {
        for (int i = 0; i < ROWS; i++) {
            add(10 * i);
        }
    }

    private void add(int id) {
        rows.put(id, Declared.map("{'id':" + id + "}"));
    }

    /** What stands behind a key. */
    private PageSource.Fetched page(FakePages.Call call) {
        if (refuses && !call.param("after").isEmpty()) {
            throw new RefusedException(ErrorClass.CONFIG, "400: the cursor is too old", false);
        }
        if (ignores && !call.param("after").isEmpty()) {
            ignores = false;
            return new PageSource.Fetched.Ignored("404: no such cursor");
        }
        List<Map<String, @Nullable Object>> rest =
                List.copyOf(rows.tailMap(call.number("after", -1), false).values());
        return FakePages.page(PagingTest.cut(rest, 0, PAGE), Map.of("more", rest.size() > PAGE));
    }

    private Reading reading(ReadOptions options) {
        return new Reading(Streams.spec(Streams.paginator(KEYSET, "after"), "'primary_key':'id'", options), api);
    }

    private static int id(Read read) {
        return Integer.parseInt(String.valueOf(read.key().get("id")));
    }

    @Test
    void nothingIsLostOrComesTwiceWhenAPageChangesAtEachRestart() {
        Reading reading = reading(ReadOptions.DEFAULT.exactly().withBatch(7));
        Random random = new Random(4);
        Set<Integer> stable = new HashSet<>(rows.keySet());
        List<Integer> emitted = new ArrayList<>();
        Optional<Position> at = Optional.empty();
        while (true) {
            Optional<Read> read = reading.one(at);
            if (read.isEmpty()) {
                break;
            }
            emitted.add(id(read.get()));
            at = Optional.of(Reading.stored(read.get().after()));
            change(random, id(read.get()), stable);
        }
        assertThat(emitted).doesNotHaveDuplicates();
        assertThat(new HashSet<>(emitted)).containsAll(stable);
        assertThat(stable).hasSizeGreaterThan(600);
        assertThat(reading.notes)
                .contains(
                        "A page of stream items does not begin with the records that were read from it: what was not read of it is looked for in it");
    }

    /** Around what was read last, so that it is in the page that is read again. */
    private void change(Random random, int near, Set<Integer> stable) {
        int id = near - 10 * random.nextInt(12);
        if (random.nextInt(3) == 0 && rows.headMap(near).size() > 20 && id < near) {
            rows.remove(id);
            stable.remove(id);
        } else if (random.nextInt(3) == 0) {
            add(id + 1 + random.nextInt(9));
        }
    }

    @Test
    void aPageInWhichNothingIsKnownFailsWhereNothingMayComeTwice() {
        Position at = stored(800);
        rows.subMap(7_600, 8_600).clear();
        for (int id = 7_601; id < 8_600; id += 10) {
            add(id);
        }
        assertThatThrownBy(() -> reading(ReadOptions.DEFAULT.exactly()).pass(Optional.of(at)))
                .isInstanceOf(HeadraceException.class)
                .hasMessage(
                        "A page of stream items does not begin with the records that were read from it. Its window would have to be read"
                                + " again, of which only the last 512 records are known: others would come twice, and exactly-once is"
                                + " required. Set exactly.once.support=requested to let them come twice, and make windows shorter"
                                + " (cursor.window, or step of the cursor) for later");

        Reading reading = reading(ReadOptions.DEFAULT);
        List<Read> rest = reading.pass(Optional.of(at)).reads();
        assertThat(rest).extracting(LongWindowTest::id).contains(0, 7_601, 8_591, 11_990);
        assertThat(reading.notes)
                .contains(
                        "A page of stream items does not begin with the records that were read from it: the window is read again, and what"
                                + " came of it before the last 512 records comes twice");
    }

    /** Of a page whose last known record is gone, all that is not known is held: that must not fill the heap. */
    @Test
    void aPageOfGiantsIsNotHeld() {
        long[] seen = {1, 2};
        Rejoin rejoin = new Rejoin(seen, 2);
        Map<String, @Nullable Object> giant = Map.of("text", "x".repeat(16 << 20));
        for (int i = 1; i < 4; i++) {
            assertThat(rejoin.look(entry(giant, 10 + i), i, 0)).isEqualTo(Rejoin.State.LOOKING);
        }
        assertThat(rejoin.look(entry(giant, 14), 4, 0)).isEqualTo(Rejoin.State.LOST);
    }

    private static Entry entry(Map<String, @Nullable Object> record, long hash) {
        return new Entry("items", record, Map.of(), Op.UPSERT, hash, OptionalLong.empty(), false);
    }

    @Test
    void aPageTokenThatIsRefusedFailsWhereNothingMayComeTwice() {
        Position at = stored(800);
        refuses = true;
        try (StreamReader reader = reading(ReadOptions.DEFAULT.exactly()).open(Optional.of(at))) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageStartingWith(
                            "The page token that was stored for stream items is not taken any more. 400: the"
                                    + " cursor is too old. Its window would have to be read again");
            refuses = false;
            ReadResult.Records more = (ReadResult.Records) reader.next();
            assertThat(id(more.reads().get(0))).isEqualTo(8_010);
        }
    }

    /** The newest stand first, so that what came in the meantime stands before all that is known. */
    private PageSource.Fetched newestFirst(FakePages.Call call) {
        List<Map<String, @Nullable Object>> rest =
                List.copyOf(rows.headMap(call.number("after", Integer.MAX_VALUE), false)
                        .descendingMap()
                        .values());
        return FakePages.page(PagingTest.cut(rest, 0, 500), Map.of("more", rest.size() > 500));
    }

    /** Stops behind the 450th record, and then behind so many of those that came in front of it. */
    private void addInFrontAndStop(int stops) {
        api.on("items", this::newestFirst);
        Reading reading = reading(ReadOptions.DEFAULT.exactly().withBatch(50));
        List<Integer> emitted = new ArrayList<>();
        Optional<Position> at = Optional.empty();
        try (StreamReader reader = reading.open(at)) {
            while (emitted.size() < 450) {
                for (Read read : ((ReadResult.Records) reader.next()).reads()) {
                    emitted.add(id(read));
                    at = Optional.of(Reading.stored(read.after()));
                }
            }
        }
        for (int i = 0; i < 100; i++) {
            add(10 * ROWS + i);
        }
        for (int i = 0; i < stops; i++) {
            Read read = reading.one(at).orElseThrow();
            emitted.add(id(read));
            at = Optional.of(Reading.stored(read.after()));
        }
        reading.pass(at).reads().forEach(read -> emitted.add(id(read)));
        assertThat(emitted).doesNotHaveDuplicates().hasSize(ROWS + 100);
    }

    @Test
    void manyNewRecordsInFrontDoNotMakeWhatIsKnownComeTwice() {
        addInFrontAndStop(0);
    }

    @Test
    void aStopAmongNewRecordsInFrontMakesNothingComeTwice() {
        addInFrontAndStop(40);
    }

    /** So many that not all records are remembered which come behind them once more. */
    @Test
    void aStopBehindManyNewRecordsInFrontMakesNothingComeTwice() {
        addInFrontAndStop(100);
    }

    /** The first page has 600 records, the second one all others. */
    private PageSource.Fetched inTwo(FakePages.Call call) {
        List<Map<String, @Nullable Object>> rest =
                List.copyOf(rows.headMap(call.number("after", Integer.MAX_VALUE), false)
                        .descendingMap()
                        .values());
        boolean first = call.param("after").isEmpty();
        return FakePages.page(first ? PagingTest.cut(rest, 0, 600) : rest, Map.of("more", first));
    }

    /** What came in between is given for records that stand behind it: more of that must not make them forgotten. */
    @Test
    void aPageThatChangesOnceMoreBeforeWhatCameInBetweenIsGivenMakesNothingComeTwice() {
        api.on("items", this::inTwo);
        rows.subMap(5_000, 6_000).clear();
        Reading reading = reading(ReadOptions.DEFAULT.exactly());
        Optional<Position> at =
                Optional.of(Reading.stored(reading.pass().reads().get(899).after()));
        for (int i = 0; i < 40; i++) {
            add(5_900 + i);
        }
        for (int i = 0; i < 10; i++) {
            Read read = reading.one(at).orElseThrow();
            assertThat(id(read)).isEqualTo(5_939 - i);
            at = Optional.of(Reading.stored(read.after()));
        }
        Optional<Position> tenth = at;
        assertThat(reading.pass(tenth).reads()).hasSize(30 + 200);
        for (int i = 0; i < 400; i++) {
            add(5_100 + i);
        }
        assertThatThrownBy(() -> reading.pass(tenth))
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("others would come twice, and exactly-once is required");
    }

    /** As it is where the error handler ignores 404, and that is what an API says of a cursor which it forgot. */
    @Test
    void aPageTokenThatIsIgnoredDoesNotEndTheWindow() {
        Position at = stored(60);
        ignores = true;
        Reading reading = reading(ReadOptions.DEFAULT.exactly());
        assertThat(reading.pass(Optional.of(at)).reads()).hasSize(ROWS - 61).allMatch(read -> id(read) > 600);
        assertThat(reading.notes)
                .contains(
                        "A page of stream items that was begun is left out, as the error handler says: the window is read again");
    }

    private Position stored(int index) {
        return Reading.stored(
                reading(ReadOptions.DEFAULT).pass().reads().get(index).after());
    }
}
