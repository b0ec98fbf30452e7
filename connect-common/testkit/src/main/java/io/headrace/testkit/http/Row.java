package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a {@link Table}; written as JSON once, however often it is sent. Immutable. */
public final class Row {
    private final Map<String, @Nullable Object> fields;
    private volatile Json.@Nullable Written written;

    Row(Map<String, ? extends @Nullable Object> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** {@return a field; dots go into nested objects} */
    public @Nullable Object get(String path) {
        if (fields.containsKey(path)) {
            return fields.get(path);
        }
        Object value = fields;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    Json.Written json() {
        Json.Written once = written;
        if (once == null) {
            once = Json.written(fields);
            written = once;
        }
        return once;
    }

    /** Orders numbers by size and everything else as text; nothing comes before something. */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return a instanceof Number && b instanceof Number
                ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()))
                : a.toString().compareTo(b.toString());
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
