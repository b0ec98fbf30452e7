package io.headrace.cli.http;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A JSON schema that fits every record which it has seen. Every field may be null or absent: a sample cannot tell otherwise. */
final class SchemaGuess {

    private final Set<String> types = new TreeSet<>();
    private final Map<String, SchemaGuess> fields = new LinkedHashMap<>();
    private @Nullable SchemaGuess items;

    void see(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            types.add("object");
            map.forEach((name, field) -> fields.computeIfAbsent(String.valueOf(name), key -> new SchemaGuess())
                    .see(field));
        } else if (value instanceof List<?> list) {
            types.add("array");
            SchemaGuess each = items == null ? new SchemaGuess() : items;
            items = each;
            list.forEach(each::see);
        } else if (value instanceof Boolean) {
            types.add("boolean");
        } else if (value instanceof BigDecimal) {
            types.add("number");
        } else if (value instanceof Number) {
            types.add("integer");
        } else if (value != null) {
            types.add("string");
        }
    }

    /** The schema of records. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("$schema", "http://json-schema.org/draft-07/schema#");
        json.put("type", "object");
        json.put("properties", properties());
        json.put("additionalProperties", true);
        return json;
    }

    private Map<String, Object> properties() {
        Map<String, Object> json = new LinkedHashMap<>();
        fields.forEach((name, guess) -> json.put(name, guess.field()));
        return json;
    }

    private Map<String, Object> field() {
        Map<String, Object> json = new LinkedHashMap<>();
        Set<String> all = new TreeSet<>(types);
        if (all.contains("number")) {
            all.remove("integer");
        }
        if (!all.isEmpty()) {
            all.add("null");
            json.put("type", List.copyOf(all));
        }
        if (!fields.isEmpty()) {
            json.put("properties", properties());
        }
        if (items != null) {
            json.put("items", items.field());
        }
        return json;
    }
}
