package io.headrace.http.read;

import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table with times, and the clock of its API. */
final class TimedTable {

    static final String KEY = "'primary_key':'id'";

    final Map<String, String> rows = new TreeMap<>();
    Instant now = Declared.NOW;
    boolean tellsTime = true;
    final List<String> asked = new ArrayList<>();

    /** All rows, whatever is asked for. */
    PageSource.Fetched everything(FakePages.Call call) {
        return FakePages.page(
                rows.entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue()))
                        .toList(),
                Map.of(),
                PageHeaders.NONE,
                Optional.of(now));
    }

    /** The rows since the time that is asked for. */
    List<Map<String, @Nullable Object>> since(FakePages.Call call) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        rows.forEach((id, updated) -> {
            if (updated.compareTo(call.param("since")) >= 0) {
                found.add(row(id, updated));
            }
        });
        return found;
    }

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

    /** The keys of what a pass read. */
    static List<String> ids(Reading.Pass pass) {
        return pass.reads().stream()
                .map(read -> String.valueOf(read.key().get("id")))
                .toList();
    }
}
