package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R02: records that change without their cursor telling so, because it counts seconds or days. */
class RestatedTest {

    private static final String NOW = "2024-03-10T12:00:00Z";

    private final Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    private void put(String id, String updated, String state) {
        rows.put(id, Declared.map("{'id':'" + id + "','updated':'" + updated + "','state':'" + state + "'}"));
    }

    private PageSource.Fetched answer(FakePages.Call call) {
        asked.add(call.param("since"));
        List<Map<String, @Nullable Object>> found = rows.values().stream()
                .filter(row -> String.valueOf(row.get("updated")).compareTo(call.param("since")) >= 0)
                .toList();
        return FakePages.page(found, Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
    }

    private Reading reading(String format) {
        String cursor = """
                'primary_key':'id','incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%s',
                  'start_datetime':{'type':'MinMaxDatetime','datetime':'2024-03-01','datetime_format':'%%Y-%%m-%%d'},
                  'start_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'since'}}""".formatted(format);
        return new Reading(Streams.spec("", cursor), new FakePages().on("items", this::answer));
    }

    private static List<Object> states(Reading.Pass pass) {
        return pass.reads().stream().map(read -> read.record().get("state")).toList();
    }

    @Test
    void aSecondChangeInTheSameSecondIsSeen() {
        Reading reading = reading("%Y-%m-%dT%H:%M:%SZ");
        put("a", NOW, "first");
        put("b", NOW, "other");
        Reading.Pass pass = reading.pass();
        assertThat(states(pass)).containsExactly("first", "other");
        put("a", NOW, "second");
        pass = reading.pass(Optional.of(pass.end()));
        assertThat(states(pass)).containsExactly("second");
        pass = reading.pass(Optional.of(pass.end()));
        assertThat(states(pass)).isEmpty();
        assertThat(asked).containsExactly("2024-03-01T00:00:00Z", NOW, NOW);
    }

    @Test
    void aRecordThatBecomesAgainWhatItWasIsSeen() {
        Reading reading = reading("%Y-%m-%d");
        put("a", "2024-03-10", "open");
        Reading.Pass pass = reading.pass();
        assertThat(states(pass)).containsExactly("open");
        for (String state : List.of("closed", "open", "closed")) {
            put("a", "2024-03-10", state);
            pass = reading.pass(Optional.of(pass.end()));
            assertThat(states(pass)).containsExactly(state);
            pass = reading.pass(Optional.of(pass.end()));
            assertThat(states(pass)).isEmpty();
        }
    }
}
