package io.headrace.http.wire;

import io.headrace.core.error.HeadraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What paginators, cursors and routers put into a request. Immutable. Two that say different things about the same place are a contradiction and refused. */
public final class RequestOptions {

    private static final RequestOptions NONE = new RequestOptions(Map.of());

    /** A part of a request. */
    public enum Where {
        PARAMETER,
        HEADER,
        FORM,
        JSON
    }

    /**
     * One place in a request.
     *
     * @param path one name, or for JSON the names on the way to the field
     */
    public record Target(Where where, List<String> path) {

        public Target {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("A place in a request needs a name");
            }
        }

        /** The last name. */
        public String name() {
            return path.get(path.size() - 1);
        }

        @Override
        public String toString() {
            return switch (where) {
                case PARAMETER -> "parameter " + name();
                case HEADER -> "header " + name();
                case FORM -> "form field " + name();
                case JSON -> "body field " + String.join(".", path);
            };
        }
    }

    private final Map<Target, @Nullable Object> values;

    private RequestOptions(Map<Target, @Nullable Object> values) {
        this.values = values;
    }

    public static RequestOptions none() {
        return NONE;
    }

    /** With a query parameter; a list gives the parameter several times. */
    public RequestOptions parameter(String name, @Nullable Object value) {
        return with(new Target(Where.PARAMETER, List.of(name)), value);
    }

    /** With a header. */
    public RequestOptions header(String name, @Nullable Object value) {
        return with(new Target(Where.HEADER, List.of(name)), value);
    }

    /** With a value at a place. */
    public RequestOptions with(Target target, @Nullable Object value) {
        Map<Target, @Nullable Object> more = new LinkedHashMap<>(values);
        put(more, target, value);
        return new RequestOptions(more);
    }

    /** Both together. */
    public RequestOptions and(RequestOptions other) {
        Map<Target, @Nullable Object> more = new LinkedHashMap<>(values);
        other.values.forEach((target, value) -> put(more, target, value));
        return new RequestOptions(more);
    }

    private static void put(Map<Target, @Nullable Object> values, Target target, @Nullable Object value) {
        if (values.containsKey(target) && !Objects.equals(values.get(target), value)) {
            throw HeadraceException.config("Two components put different values into the " + target
                    + " of one request. Give one of them another name, or remove it.");
        }
        values.put(target, value);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The values for a part of the request, in the order in which they were put. */
    public Map<Target, @Nullable Object> of(Where where) {
        Map<Target, @Nullable Object> part = new LinkedHashMap<>();
        values.forEach((target, value) -> {
            if (target.where() == where) {
                part.put(target, value);
            }
        });
        return part;
    }

    /** A value as several texts: those of a list, or its one. */
    public static List<String> texts(@Nullable Object value) {
        if (value instanceof Iterable<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(Json.plain(element)));
            return texts;
        }
        return List.of(Json.plain(value));
    }

    /** The places; values are not shown. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
