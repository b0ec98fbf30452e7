package io.headrace.http.manifest;

import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An OpenAPI 3 or Swagger 2 document, with its references followed. */
final class OpenApiDocument {

    private static final int DEEPEST = 20;

    private final Map<String, @Nullable Object> root;

    private OpenApiDocument(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    /** @throws SpecException if the text is no such document */
    static OpenApiDocument read(String text) {
        Map<String, @Nullable Object> root = ManifestText.read(text).plain();
        boolean openApi = String.valueOf(root.get("openapi")).startsWith("3.");
        boolean swagger = String.valueOf(root.get("swagger")).startsWith("2.");
        if (!openApi && !swagger) {
            throw new SpecException(
                    Place.ROOT,
                    "this is no OpenAPI 3 document and no Swagger 2 document",
                    "give one that begins with 'openapi: 3...' or 'swagger: \"2.0\"'");
        }
        return new OpenApiDocument(root);
    }

    boolean isSwagger() {
        return root.containsKey("swagger");
    }

    Map<String, @Nullable Object> root() {
        return root;
    }

    /** The object that a field holds, its reference followed; empty if there is none. */
    Map<String, @Nullable Object> object(@Nullable Object holder, String... path) {
        Object value = holder;
        for (String step : path) {
            value = followed(value) instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return map(followed(value));
    }

    List<?> list(@Nullable Object holder, String field) {
        return followed(holder) instanceof Map<?, ?> map && map.get(field) instanceof List<?> list ? list : List.of();
    }

    Optional<String> text(@Nullable Object holder, String field) {
        return followed(holder) instanceof Map<?, ?> map && map.get(field) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    @Nullable Object followed(@Nullable Object value) {
        Object at = value;
        for (int i = 0; i < DEEPEST && at instanceof Map<?, ?> map && map.get("$ref") instanceof String ref; i++) {
            at = find(ref);
        }
        return at;
    }

    /** The other file or address that a value is said to stand in. */
    Optional<String> elsewhere(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get("$ref") instanceof String ref && !ref.startsWith("#")
                ? Optional.of(ref)
                : Optional.empty();
    }

    private @Nullable Object find(String ref) {
        if (!ref.startsWith("#/")) {
            return null;
        }
        Object at = root;
        for (String step : ref.substring(2).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at;
    }

    /** The properties of a schema with those of allOf, oneOf and anyOf. */
    Map<String, @Nullable Object> properties(@Nullable Object schema) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        collect(schema, properties, Collections.newSetFromMap(new IdentityHashMap<>()));
        return properties;
    }

    /** @param seen the schemas that are part of it so far: a kind and what it is a kind of may name each other */
    private void collect(
            @Nullable Object schema, Map<String, @Nullable Object> properties, Set<@Nullable Object> seen) {
        if (!seen.add(followed(schema))) {
            return;
        }
        for (String parts : List.of("allOf", "oneOf", "anyOf")) {
            list(schema, parts).forEach(part -> collect(part, properties, seen));
        }
        properties.putAll(object(schema, "properties"));
    }

    boolean isArray(@Nullable Object schema) {
        Map<String, @Nullable Object> found = map(followed(schema));
        return "array".equals(found.get("type")) || found.containsKey("items");
    }

    boolean isObject(@Nullable Object schema) {
        return !properties(schema).isEmpty()
                || "object".equals(map(followed(schema)).get("type"));
    }

    /** The schema of the JSON that a good answer to an operation holds. */
    Optional<Map<String, @Nullable Object>> answer(Map<String, @Nullable Object> operation) {
        Map<String, @Nullable Object> response = goodResponse(operation);
        Object schema = response.get("schema");
        if (schema == null) {
            for (Map.Entry<String, @Nullable Object> content :
                    object(response, "content").entrySet()) {
                if (content.getKey().contains("json") || content.getKey().equals("*/*")) {
                    schema = object(content.getValue(), "schema");
                    break;
                }
            }
        }
        Map<String, @Nullable Object> found = map(followed(schema));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    boolean answersWithLinks(Map<String, @Nullable Object> operation) {
        return object(goodResponse(operation), "headers").keySet().stream().anyMatch("link"::equalsIgnoreCase);
    }

    private Map<String, @Nullable Object> goodResponse(Map<String, @Nullable Object> operation) {
        Map<String, @Nullable Object> responses = object(operation, "responses");
        for (String code : List.of("200", "201", "2XX", "default")) {
            if (responses.containsKey(code)) {
                return object(responses, code);
            }
        }
        return Map.of();
    }

    /** The parameters of an operation and of its path. */
    List<Map<String, @Nullable Object>> parameters(
            Map<String, @Nullable Object> path, Map<String, @Nullable Object> operation) {
        Map<String, Map<String, @Nullable Object>> byName = new LinkedHashMap<>();
        List<Object> all = new ArrayList<>(list(path, "parameters"));
        all.addAll(list(operation, "parameters"));
        for (Object parameter : all) {
            Map<String, @Nullable Object> found = map(followed(parameter));
            byName.put(found.get("in") + " " + found.get("name"), found);
        }
        return List.copyOf(byName.values());
    }

    /** A field of a parameter's schema; Swagger writes it beside the name. */
    @Nullable Object ofSchema(Map<String, @Nullable Object> parameter, String field) {
        return isSwagger() ? parameter.get(field) : object(parameter, "schema").get(field);
    }

    @SuppressWarnings("unchecked") // the document's objects have texts for names
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }
}
