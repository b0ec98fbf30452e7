package io.headrace.http.property;

import io.headrace.http.decode.RecordStream;
import io.headrace.http.page.PageSource.Fetched;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a page that several requests brought together. Parts with equal keys are one record; a page is held whole until its last part came. */
final class Merged {

    private final List<String> key;
    private final Map<String, Object> records = new LinkedHashMap<>();
    private int keyless = 0;

    Merged(List<String> key) {
        this.key = key;
    }

    /** Adds the records of a part, and closes it. Answers what surrounded them. */
    @Nullable Object add(RecordStream part) {
        try (part) {
            for (Object record = part.next(); record != null; record = part.next()) {
                add(record);
            }
            return part.rest();
        }
    }

    private void add(Object record) {
        List<@Nullable Object> values = new ArrayList<>();
        key.forEach(field -> values.add(Json.at(record, List.of(field)).orElse(null)));
        if (key.isEmpty() || values.contains(null)) {
            records.put("keyless " + keyless++, record);
        } else {
            records.merge(Json.text(values), record, Merged::joined);
        }
    }

    private static Object joined(Object one, Object other) {
        if (!(one instanceof Map<?, ?> map) || !(other instanceof Map<?, ?> more)) {
            return other;
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        map.forEach((name, value) -> both.put(String.valueOf(name), value));
        more.forEach((name, value) -> {
            @Nullable Object before = map.get(name);
            both.put(String.valueOf(name), before != null && value != null ? joined(before, value) : value);
        });
        return both;
    }

    /** The page, with what the last part's response said. */
    Fetched.Page page(Fetched.Page last, @Nullable Object rest) {
        Iterator<Object> all = records.values().iterator();
        RecordStream stream = new RecordStream() {
            @Override
            public @Nullable Object next() {
                return all.hasNext() ? all.next() : null;
            }

            @Override
            public @Nullable Object rest() {
                return rest;
            }

            @Override
            public void close() {}
        };
        return new Fetched.Page(last.headers(), last.url(), last.date(), stream);
    }
}
