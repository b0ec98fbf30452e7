package io.headrace.http.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that an imported manifest asks its user for. */
final class ImportedSettings {

    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    /** A required text; returns its name. */
    String text(String name, String doc) {
        return add(name, doc, Map.of());
    }

    String secret(String name, String doc) {
        return add(name, doc, Map.of("airbyte_secret", true));
    }

    void startDate() {
        add(
                "start_date",
                "Day from which records are read, as 2024-01-31.",
                Map.of("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
    }

    String withDefault(String name, String doc, String byDefault) {
        properties.putIfAbsent(name, property(doc, Map.of("default", byDefault)));
        return name;
    }

    private String add(String name, String doc, Map<String, Object> more) {
        if (properties.putIfAbsent(name, property(doc, more)) == null) {
            required.add(name);
        }
        return name;
    }

    private static Map<String, Object> property(String doc, Map<String, Object> more) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        property.put("description", doc);
        property.putAll(more);
        return property;
    }

    Map<String, Object> spec() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", required);
        schema.put("properties", properties);
        return new LinkedHashMap<>(Map.of("type", "Spec", "connection_specification", schema));
    }
}
