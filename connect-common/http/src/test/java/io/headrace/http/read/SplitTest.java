package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R07: windows that are split at a depth limit lose nothing, or say that they cannot be split. */
class SplitTest {

    private static final String KEY = "'primary_key':'id'";

    private static final String DEEP = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
            + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':20}}";

    /** Gives what lies behind {@code since}, in the order of the rows, no more than twenty deep. */
    private static PageSource.Fetched deep(List<Map<String, @Nullable Object>> rows, FakePages.Call call) {
        List<Map<String, @Nullable Object>> found = rows.stream()
                .filter(row -> String.valueOf(row.get("updated")).compareTo(call.param("since")) >= 0)
                .toList();
        return FakePages.page(
                PagingTest.cut(found, call.number("offset", 0), 5),
                Map.of(),
                PageHeaders.NONE,
                Optional.of(Declared.NOW));
    }

    @Test
    void aWindowWhoseRecordsDoNotRiseIsNotSplit() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row("r" + i, "2024-03-02T00:" + (10 + (i * 7) % 50) + ":00Z"));
        }
        Reading reading = new Reading(
                Streams.spec(DEEP, KEY + "," + Streams.cursor("")),
                new FakePages().on("items", call -> deep(rows, call)));
        assertThatThrownBy(reading::pass)
                .hasMessage(
                        "A window of stream items cannot be split at the cursor 2024-03-02T00:59:00Z: its records do not come in"
                                + " ascending order of the cursor, so that some that are left would be missed. Ask the API to sort by the"
                                + " cursor, or make windows shorter with step");
    }

    @Test
    void recordsBehindTheEndOfTheirWindowDoNotCutTheNextOneShort() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(row("a" + i, "2024-03-08T00:" + (10 + i) + ":00Z"));
        }
        for (int i = 0; i < 30; i++) {
            rows.add(row("b" + i, "2024-03-09T00:" + (10 + i) + ":00Z"));
        }
        rows.add(row("far", "2099-01-01T00:00:00Z"));
        // The API does not heed the end of a window.
        Reading reading = new Reading(
                Streams.spec(DEEP, KEY + "," + Streams.cursor("'step':'P1D'")),
                new FakePages().on("items", call -> deep(rows, call)));
        Reading.Pass whole = reading.pass();
        List<String> all =
                rows.stream().map(row -> String.valueOf(row.get("id"))).toList();
        assertThat(new TreeSet<>(ids(whole))).isEqualTo(new TreeSet<>(all));
        for (int i = 0; i < whole.reads().size(); i++) {
            Reading.Pass rest =
                    reading.pass(Optional.of(Reading.stored(whole.reads().get(i).after())));
            Set<String> seen = new TreeSet<>(ids(whole).subList(0, i + 1));
            seen.addAll(ids(rest));
            assertThat(seen).as("behind record %d", i).isEqualTo(new TreeSet<>(all));
        }
    }

    @Test
    void aVoidTokenBehindARestartBeginsTheWindowThatWouldBeSplit() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(row("r" + (10 + i), "2024-03-02T00:" + (10 + i) + ":00Z"));
        }
        boolean[] voids = {false};
        FakePages api = new FakePages().on("items", call -> {
            if (voids[0] && call.params().containsKey("offset")) {
                voids[0] = false;
                return new PageSource.Fetched.Reset("the search is closed");
            }
            return deep(rows, call);
        });
        String split = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
                + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR'}";
        Reading reading = new Reading(Streams.spec(split, KEY + "," + Streams.cursor("")), api);
        Reading.Pass whole = reading.pass();
        voids[0] = true;
        Position at = Reading.stored(whole.reads().get(7).after());
        assertThat(ids(reading.pass(Optional.of(at)))).isEqualTo(ids(whole).subList(8, 12));
    }

    private static Map<String, @Nullable Object> row(String id, String updated) {
        return Declared.map("{'id':'" + id + "','updated':'" + updated + "'}");
    }

    private static List<String> ids(Reading.Pass pass) {
        return pass.reads().stream()
                .map(read -> String.valueOf(read.key().get("id")))
                .toList();
    }
}
