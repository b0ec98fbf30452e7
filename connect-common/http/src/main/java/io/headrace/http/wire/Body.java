package io.headrace.http.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a request carries. Its text never shows a value. */
public sealed interface Body {

    /** Nothing is sent. */
    record None() implements Body {

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public String contentType() {
            return "";
        }
    }

    /** Text as it is. */
    record Text(String text) implements Body {

        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "text/plain; charset=utf-8";
        }

        @Override
        public String toString() {
            return "text of " + text.length() + " characters";
        }
    }

    /** Fields of a form; a field may have several values. */
    record Form(Map<String, List<String>> fields) implements Body {

        @Override
        public byte[] bytes() {
            return fields.entrySet().stream()
                    .flatMap(field -> field.getValue().stream().map(value -> pair(field.getKey(), value)))
                    .collect(Collectors.joining("&"))
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String pair(String name, String value) {
            return URLEncoder.encode(name, StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public String toString() {
            return "form of " + fields.keySet();
        }

        /** The form with one field more; a field of the same name gives way. */
        public Form with(String name, String value) {
            Map<String, List<String>> more = new LinkedHashMap<>(fields);
            more.put(name, List.of(value));
            return new Form(more);
        }
    }

    /** A JSON value. */
    record Json(@Nullable Object value) implements Body {

        @Override
        public byte[] bytes() {
            return io.headrace.http.wire.Json.text(value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public String toString() {
            return value instanceof Map<?, ?> map ? "JSON of " + map.keySet() : "JSON";
        }

        /** The body with a value at a path of field names; objects on the way are made where they are missing. */
        public Json with(List<String> path, @Nullable Object inner) {
            return new Json(put(value, path, inner));
        }

        private static @Nullable Object put(@Nullable Object outer, List<String> path, @Nullable Object inner) {
            if (path.isEmpty()) {
                return inner;
            }
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            if (outer instanceof Map<?, ?> map) {
                map.forEach((name, value) -> copy.put(String.valueOf(name), value));
            }
            copy.put(path.get(0), put(copy.get(path.get(0)), path.subList(1, path.size()), inner));
            return copy;
        }
    }

    /** What is sent, byte by byte. */
    byte[] bytes();

    /** The media type; empty when nothing is sent. */
    String contentType();

    /** Whether nothing is sent. */
    default boolean isNone() {
        return this instanceof None;
    }
}
