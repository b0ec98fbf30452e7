package io.headrace.http.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the schemas of an OpenAPI document into JSON schemas without references; what is nested very deeply becomes any value. Used by one thread. */
final class OpenApiSchemas {

    private static final int DEEPEST = 6;

    /** Schemas that name each other unfold to millions; those with more parts than this are described less deeply. */
    private static final int MOST = 1_000;

    private final OpenApiDocument document;
    private int left;

    OpenApiSchemas(OpenApiDocument document) {
        this.document = document;
    }

    Map<String, Object> schema(@Nullable Object schema) {
        int deepest = DEEPEST;
        left = MOST;
        Map<String, Object> whole = schema(schema, deepest);
        while (left < 0 && deepest > 0) {
            deepest--;
            left = MOST;
            whole = schema(schema, deepest);
        }
        return whole;
    }

    private Map<String, Object> schema(@Nullable Object given, int depth) {
        Map<String, @Nullable Object> schema = document.object(given);
        Map<String, Object> result = new LinkedHashMap<>();
        if (depth < 0 || --left < 0) {
            return result;
        }
        Map<String, @Nullable Object> properties = document.properties(schema);
        if (!properties.isEmpty()) {
            result.put("type", List.of("null", "object"));
            Map<String, Object> inner = new LinkedHashMap<>();
            properties.forEach((name, property) -> inner.put(name, schema(property, depth - 1)));
            result.put("properties", inner);
        } else if (document.isArray(schema)) {
            result.put("type", List.of("null", "array"));
            result.put("items", schema(schema.get("items"), depth - 1));
        } else if (type(schema) instanceof String type) {
            result.put("type", List.of("null", type));
            if (schema.get("format") instanceof String format) {
                result.put("format", format);
            }
        }
        return result;
    }

    /** OpenAPI 3.1 has lists of types. */
    private static @Nullable Object type(Map<String, @Nullable Object> schema) {
        if (schema.get("type") instanceof List<?> several) {
            List<?> others = several.stream().filter(one -> !"null".equals(one)).toList();
            return others.size() == 1 ? others.get(0) : null;
        }
        return schema.get("type");
    }
}
