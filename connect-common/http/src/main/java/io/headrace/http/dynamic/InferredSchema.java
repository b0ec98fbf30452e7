package io.headrace.http.dynamic;

import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema that is learnt from records and only widens: a field, once seen, stays; a field that was a whole number and is a fraction once becomes a number; of any other two types both
 * stay. Immutable; {@link #text()} remembers it over restarts.
 */
public final class InferredSchema {

    /** Nothing was seen. */
    public static final InferredSchema NOTHING = new InferredSchema(Map.of());

    private final Map<String, @Nullable Object> schema;

    private InferredSchema(Map<String, @Nullable Object> schema) {
        this.schema = schema;
    }

    /** This, and what a record shows; this itself where the record shows nothing new. */
    public InferredSchema with(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> wider = joined(schema, shown(record));
        return wider.equals(schema) ? this : new InferredSchema(wider);
    }

    /** The JSON schema. Every field may be null. */
    public Map<String, @Nullable Object> schema() {
        return schema;
    }

    public String text() {
        return Json.text(schema);
    }

    /** The schema that {@link #text()} wrote. */
    public static InferredSchema parse(String text) {
        return new InferredSchema(object(Json.parse(text).orElse(Map.of())));
    }

    private static Map<String, @Nullable Object> shown(@Nullable Object value) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>(Set.of("null"));
        type(value).ifPresent(types::add);
        shown.put("type", new ArrayList<>(types));
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> properties = new LinkedHashMap<>();
            map.forEach((name, each) -> properties.put(String.valueOf(name), shown(each)));
            shown.put("properties", properties);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            Map<String, @Nullable Object> items = new LinkedHashMap<>();
            for (Object each : list) {
                items = joined(items, shown(each));
            }
            shown.put("items", items);
        }
        return shown;
    }

    private static Optional<String> type(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map) {
            return Optional.of("object");
        }
        if (value instanceof List) {
            return Optional.of("array");
        }
        if (value instanceof Boolean) {
            return Optional.of("boolean");
        }
        boolean whole = value instanceof Long || value instanceof Integer || value instanceof BigInteger;
        return Optional.of(whole ? "integer" : value instanceof BigDecimal ? "number" : "string");
    }

    private static Map<String, @Nullable Object> joined(
            Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
        Map<String, @Nullable Object> joined = new LinkedHashMap<>(one);
        other.forEach((name, value) -> {
            @Nullable Object before = one.get(name);
            if (before == null) {
                joined.put(name, value);
            } else if (name.equals("type")) {
                joined.put(name, types(before, value));
            } else if (name.equals("properties")) {
                joined.put(name, properties(object(before), object(value)));
            } else if (name.equals("items")) {
                joined.put(name, joined(object(before), object(value)));
            }
        });
        return joined;
    }

    private static Map<String, @Nullable Object> properties(
            Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(one);
        other.forEach((name, value) -> both.put(name, joined(object(one.get(name)), object(value))));
        return both;
    }

    private static List<Object> types(@Nullable Object one, @Nullable Object other) {
        Set<String> types = new TreeSet<>();
        for (Object list : new Object[] {one == null ? List.of() : one, other == null ? List.of() : other}) {
            if (list instanceof List<?> some) {
                some.forEach(each -> types.add(String.valueOf(each)));
            }
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        return new ArrayList<>(types);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> object.put(String.valueOf(name), each));
        }
        return object;
    }
}
