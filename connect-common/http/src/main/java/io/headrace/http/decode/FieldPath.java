package io.headrace.http.decode;

import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path of field names and list indexes; {@code *} stands for every field or element. */
record FieldPath(List<String> steps) {

    static final String ANY = "*";

    FieldPath {
        steps = List.copyOf(steps);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    int size() {
        return steps.size();
    }

    String step(int index) {
        return steps.get(index);
    }

    boolean hasAny() {
        return steps.contains(ANY);
    }

    /** Whether a value has anything at the path, or at the part of it before the first star. */
    boolean leadsSomewhere(Object value) {
        List<String> named = named();
        return named.isEmpty() || Json.at(value, named).isPresent();
    }

    /** What is missing where a value has not the field that the path leads to. */
    Optional<MissingRecords> missing(@Nullable Object value) {
        return MissingRecords.in(value, named());
    }

    /** The part before the first star. */
    private List<String> named() {
        int star = steps.indexOf(ANY);
        return star < 0 ? steps : steps.subList(0, star);
    }

    /** Whether the step at an index fits a field's name or an element's index. */
    boolean fits(int index, String name) {
        return step(index).equals(ANY) || step(index).equals(name);
    }

    /** The records in a value: those of the list at the path, or the one value there; with a star, every value that fits. */
    List<Object> records(@Nullable Object value) {
        List<Object> found = new ArrayList<>();
        if (hasAny()) {
            collect(value, 0, found);
            return found;
        }
        Object target = Json.at(value, steps).orElse(null);
        if (target instanceof List<?> list) {
            list.stream().filter(element -> element != null).forEach(found::add);
        } else if (isRecord(target)) {
            found.add(target);
        }
        return found;
    }

    /** Whether a single value counts as a record: absent, false, zero and empty ones do not, as in Airbyte. */
    static boolean isRecord(@Nullable Object value) {
        if (value == null || Boolean.FALSE.equals(value) || "".equals(value)) {
            return false;
        }
        return !(value instanceof Map<?, ?> map && map.isEmpty())
                && !(value instanceof Number number && number.doubleValue() == 0);
    }

    private void collect(@Nullable Object value, int index, List<Object> found) {
        if (index == size()) {
            if (value != null) {
                found.add(value);
            }
        } else if (!step(index).equals(ANY)) {
            Json.at(value, List.of(step(index))).ifPresent(child -> collect(child, index + 1, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(child -> collect(child, index + 1, found));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collect(child, index + 1, found));
        }
    }
}
