package io.headrace.http.dynamic;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an API's words for types are in a JSON schema. */
record SchemaTypeMap(List<Entry> entries) {

    record Entry(Object current, Object target, Optional<Template> condition) {}

    static SchemaTypeMap of(Component identifier) {
        return new SchemaTypeMap(identifier.children("types_mapping").stream()
                .map(map -> new Entry(
                        map.optionalValue("current_type").orElse(""),
                        map.optionalValue("target_type").orElse("string"),
                        Template.optional(map, "condition")))
                .toList());
    }

    /**
     * The JSON schema of a field.
     *
     * @param word the API's word for its type; a type of JSON schemas where the map does not have it
     * @param description all that the API says of the field
     */
    Map<String, @Nullable Object> schema(Object word, @Nullable Object description, Scope scope) {
        Scope seen = scope.with("raw_schema", description);
        for (Entry entry : entries) {
            boolean fits = entry.current.equals(word) || entry.current.equals(Json.plain(word));
            if (fits && (entry.condition.isEmpty() || entry.condition.get().truth(seen))) {
                return schema(entry.target);
            }
        }
        return schema(word);
    }

    private static Map<String, @Nullable Object> schema(Object target) {
        if (target instanceof Component complex) {
            return complex(complex);
        }
        if (target instanceof List<?> several) {
            List<@Nullable Object> choice = new ArrayList<>();
            several.forEach(each -> choice.add(schema(String.valueOf(each))));
            Map<String, @Nullable Object> schema = new LinkedHashMap<>();
            schema.put("oneOf", choice);
            return schema;
        }
        return simple(Json.plain(target));
    }

    private static Map<String, @Nullable Object> complex(Component type) {
        Map<String, @Nullable Object> schema = simple(type.text("field_type"));
        type.optionalValue("items").ifPresent(items -> schema.put("items", schema(items)));
        return schema;
    }

    private static Map<String, @Nullable Object> simple(String type) {
        return switch (type) {
            case "boolean", "integer", "number", "object", "array", "string" -> nullable(type);
            case "date" -> with(nullable("string"), "format", "date");
            case "timestamp_with_timezone" -> zoned("date-time", "timestamp_with_timezone");
            case "timestamp_without_timezone" -> zoned("date-time", "timestamp_without_timezone");
            case "time_with_timezone" -> zoned("time", "time_with_timezone");
            case "time_without_timezone" -> zoned("time", "time_without_timezone");
            default -> nullable("string");
        };
    }

    private static Map<String, @Nullable Object> nullable(String type) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", new ArrayList<>(List.of("null", type)));
        return schema;
    }

    private static Map<String, @Nullable Object> zoned(String format, String airbyte) {
        return with(with(nullable("string"), "format", format), "airbyte_type", airbyte);
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> schema, String name, String value) {
        schema.put(name, value);
        return schema;
    }
}
