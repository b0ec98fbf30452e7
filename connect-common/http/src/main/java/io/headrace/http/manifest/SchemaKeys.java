package io.headrace.http.manifest;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the settings in a connection specification: properties, those of objects within, and those of alternatives (oneOf). */
final class SchemaKeys {

    private static final int DEEPEST = 8;

    private final Component spec;
    private final Problems problems;
    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
    private final Map<String, Long> order = new LinkedHashMap<>();

    SchemaKeys(Component spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    List<ConfigKey> all() {
        if (spec.optionalValue("connection_specification").orElse(Map.of()) instanceof Map<?, ?> schema) {
            properties(schema, List.of(), true, true);
        }
        List<ConfigKey> sorted = new ArrayList<>(keys.values());
        sorted.sort(Comparator.comparing(key -> order.getOrDefault(key.path().get(0), Long.MAX_VALUE)));
        return sorted;
    }

    /**
     * @param reached whether everything around is required
     * @param sure whether this is not one of several alternatives
     */
    private void properties(Map<?, ?> schema, List<String> path, boolean reached, boolean sure) {
        if (path.size() > DEEPEST) {
            problems.add(spec.place("connection_specification"), "it is nested too deeply", "make it flatter");
            return;
        }
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                if (value instanceof Map<?, ?> property) {
                    List<String> inner = new ArrayList<>(path);
                    inner.add(String.valueOf(name));
                    if (path.isEmpty() && property.get("order") instanceof Long place) {
                        order.put(inner.get(0), place);
                    }
                    property(property, inner, reached && required.contains(name), sure);
                }
            });
        }
        for (String alternatives : List.of("oneOf", "anyOf")) {
            if (schema.get(alternatives) instanceof List<?> several) {
                several.forEach(one -> {
                    if (one instanceof Map<?, ?> alternative) {
                        properties(alternative, path, false, false);
                    }
                });
            }
        }
    }

    private void property(Map<?, ?> property, List<String> path, boolean required, boolean sure) {
        boolean nested = property.get("properties") instanceof Map || holdsObjects(property);
        if (nested) {
            properties(property, path, required, sure);
            return;
        }
        ConfigKey key = new ConfigKey(
                path,
                kind(property),
                Boolean.TRUE.equals(property.get("airbyte_secret")),
                required && !property.containsKey("default"),
                sure ? byDefault(property, required) : Optional.empty(),
                choices(property),
                text(property, "pattern"),
                text(property, "description").or(() -> text(property, "title")).orElse(""));
        keys.merge(key.key(), key, SchemaKeys::either);
    }

    private static boolean holdsObjects(Map<?, ?> property) {
        return property.get("oneOf") instanceof List<?> several
                && several.stream()
                        .anyMatch(one -> one instanceof Map<?, ?> map && map.get("properties") instanceof Map);
    }

    /** One setting of several alternatives: what either allows, and secret if either says so. */
    private static ConfigKey either(ConfigKey a, ConfigKey b) {
        List<Object> choices = new ArrayList<>(a.choices());
        b.choices().stream().filter(choice -> !choices.contains(choice)).forEach(choices::add);
        boolean open = a.choices().isEmpty() || b.choices().isEmpty();
        return new ConfigKey(
                a.path(),
                a.kind() == b.kind() ? a.kind() : ConfigKey.Kind.TEXT,
                a.secret() || b.secret(),
                a.required() && b.required(),
                a.byDefault().equals(b.byDefault()) ? a.byDefault() : Optional.empty(),
                open ? List.of() : List.copyOf(choices),
                a.pattern().equals(b.pattern()) ? a.pattern() : Optional.empty(),
                a.doc().isEmpty() ? b.doc() : a.doc());
    }

    private static ConfigKey.Kind kind(Map<?, ?> property) {
        Object type = property.get("type");
        if (type instanceof List<?> several) {
            type = several.stream()
                    .map(String::valueOf)
                    .filter(one -> !one.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        return switch (String.valueOf(type)) {
            case "integer" -> ConfigKey.Kind.INTEGER;
            case "number" -> ConfigKey.Kind.NUMBER;
            case "boolean" -> ConfigKey.Kind.BOOLEAN;
            case "array" -> ConfigKey.Kind.LIST;
            case "object" -> ConfigKey.Kind.OBJECT;
            default -> ConfigKey.Kind.TEXT;
        };
    }

    private static Optional<Object> byDefault(Map<?, ?> property, boolean required) {
        Object value = property.get("default");
        return Optional.ofNullable(value == null && required ? property.get("const") : value);
    }

    private static List<Object> choices(Map<?, ?> property) {
        Object constant = property.get("const");
        if (constant != null) {
            return List.of(constant);
        }
        List<Object> choices = new ArrayList<>();
        if (property.get("enum") instanceof List<?> several && !(kind(property) == ConfigKey.Kind.LIST)) {
            several.forEach(choice -> add(choice, choices));
        }
        return List.copyOf(choices);
    }

    private static void add(@Nullable Object choice, List<Object> choices) {
        if (choice != null) {
            choices.add(choice);
        }
    }

    private static Optional<String> text(Map<?, ?> property, String field) {
        return property.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
