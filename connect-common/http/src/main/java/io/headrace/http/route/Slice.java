package io.headrace.http.route;

import io.headrace.http.wire.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream that is read for itself.
 *
 * @param partition what identifies the slice, as templates see it under {@code stream_partition}; a parent's own slice is under {@code parent_slice}
 * @param extra further fields of the parent's record
 * @param mayFail whether other slices go on when this one fails
 * @param firstPage the first page of the slice, where the parent's record already held it; not kept over a restart
 */
public record Slice(
        Map<String, @Nullable Object> partition,
        Map<String, @Nullable Object> extra,
        boolean mayFail,
        Optional<Object> firstPage) {

    /** The whole stream. */
    public static final Slice WHOLE = new Slice(Map.of(), Map.of(), false, Optional.empty());

    private static final String PARENT = "parent_slice";

    public Slice {
        partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    static Slice of(String field, @Nullable Object value) {
        return new Slice(Collections.singletonMap(field, value), Map.of(), false, Optional.empty());
    }

    /** Both at once; of two fields with one name the other's wins. */
    Slice and(Slice other) {
        Map<String, @Nullable Object> partitions = new LinkedHashMap<>(partition);
        partitions.putAll(other.partition);
        Map<String, @Nullable Object> extras = new LinkedHashMap<>(extra);
        extras.putAll(other.extra);
        return new Slice(
                partitions, extras, mayFail || other.mayFail, firstPage.isPresent() ? firstPage : other.firstPage);
    }

    /** What identifies the slice, as text: equal for equal slices, whoever made them. */
    public String identity() {
        return Json.text(partition);
    }

    /** Whether this is all of the stream. */
    public boolean isWhole() {
        return partition.isEmpty();
    }

    /** The slice as JSON, without its first page. */
    public Map<String, @Nullable Object> mark() {
        Map<String, @Nullable Object> mark = new LinkedHashMap<>();
        mark.put("p", partition);
        if (!extra.isEmpty()) {
            mark.put("x", extra);
        }
        if (mayFail) {
            mark.put("f", true);
        }
        return mark;
    }

    /** The slice that {@link #mark()} wrote. */
    public static Slice parse(@Nullable Object mark) {
        Map<String, @Nullable Object> map = Marks.map(mark);
        return new Slice(Marks.map(map.get("p")), Marks.map(map.get("x")), map.containsKey("f"), Optional.empty());
    }

    /** The partition without the slices of parents above it. */
    Map<String, @Nullable Object> own() {
        Map<String, @Nullable Object> own = new LinkedHashMap<>(partition);
        own.remove(PARENT);
        return own;
    }

    static Map<String, @Nullable Object> child(String field, @Nullable Object value, Slice parent) {
        Map<String, @Nullable Object> partition = new LinkedHashMap<>();
        partition.put(field, value);
        partition.put(PARENT, parent.partition);
        return partition;
    }
}
