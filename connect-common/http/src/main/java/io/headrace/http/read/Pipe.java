package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Sighting;
import io.headrace.http.cursor.Window;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.transform.RecordFilter;
import io.headrace.http.transform.Transform;
import io.headrace.http.transform.Transforms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a record between the page and the reader: filter, transformations, key, cursor, hash. Immutable and thread-safe.
 *
 * @param transformsFirst whether the filter sees transformed records
 */
record Pipe(
        String stream,
        RecordFilter filter,
        boolean transformsFirst,
        List<Transform> transforms,
        Keys keys,
        Deletions deletions) {

    static Pipe of(String name, Component stream, Component retriever) {
        Component selector = retriever.child("record_selector");
        List<Transform> transforms = new ArrayList<>(Transforms.of(stream, "transformations"));
        if (selector.optionalText("schema_normalization").orElse("None").equals("Default")) {
            schema(stream).ifPresent(schema -> transforms.add(Transforms.toSchema(schema)));
        }
        return new Pipe(
                name,
                RecordFilter.of(selector, "record_filter"),
                selector.has("transform_before_filtering")
                        ? selector.flag("transform_before_filtering")
                        : isFilteredHere(stream),
                List.copyOf(transforms),
                Keys.of(stream, "primary_key"),
                Deletions.of(stream));
    }

    private static boolean isFilteredHere(Component stream) {
        return stream.optionalChild("incremental_sync")
                .filter(cursor -> cursor.type().equals("DatetimeBasedCursor"))
                .map(cursor -> cursor.flag("is_client_side_incremental"))
                .orElse(false);
    }

    /** The schema that a stream declares in place. */
    static Optional<Map<?, ?>> schema(Component stream) {
        return stream.children("schema_loader").stream()
                .filter(loader -> loader.type().equals("InlineSchemaLoader"))
                .<Map<?, ?>>flatMap(loader -> loader
                        .optionalValue("schema")
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(schema -> (Map<?, ?>) schema)
                        .stream())
                .findFirst();
    }

    /** A record's fields. Anything else among the records is an error. */
    Map<String, @Nullable Object> fields(Object record) {
        if (!(record instanceof Map<?, ?> map)) {
            throw HeadraceException.config("A record of stream " + stream + " is no object but "
                    + (record instanceof List<?> ? "a list" : "a single value")
                    + "; records have named fields. Mend field_path of the extractor");
        }
        return object(map);
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as names
    private static Map<String, @Nullable Object> object(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    /** The record as pagers see it as the last one: transformed, whatever the filter says. */
    Map<String, @Nullable Object> transformed(Map<String, @Nullable Object> record, Scope scope) {
        if (transforms.isEmpty()) {
            return record;
        }
        Map<String, @Nullable Object> copy = copied(record);
        transforms.forEach(transform -> transform.apply(copy, scope));
        return copy;
    }

    /**
     * What became of a record.
     *
     * @param entry what goes on; empty when it was dropped
     * @param endsFeed whether an API that begins with the newest has come to what was read before
     */
    record Passed(Optional<Entry> entry, boolean endsFeed) {
        private static final Passed DROPPED = new Passed(Optional.empty(), false);
    }

    /**
     * Takes a record through filter, transformations and cursor.
     *
     * @param clock the rank of the API's clock when it gave the record
     */
    Passed pass(
            Map<String, @Nullable Object> raw,
            Scope scope,
            Cursor cursor,
            Window window,
            String slice,
            OptionalLong clock) {
        if (!transformsFirst && !filter.passes(raw, scope)) {
            return Passed.DROPPED;
        }
        Map<String, @Nullable Object> record = transformed(raw, scope);
        if (transformsFirst && !filter.passes(record, scope)) {
            return Passed.DROPPED;
        }
        Sighting sighting = cursor.sight(record, window);
        boolean endsFeed = cursor.endsFeed(sighting.rank(), window);
        return sighting.kept()
                ? new Passed(
                        Optional.of(entry(record, scope, sighting, slice, cursor.mayRestate(sighting.rank(), clock))),
                        endsFeed)
                : new Passed(Optional.empty(), endsFeed);
    }

    private Entry entry(
            Map<String, @Nullable Object> record, Scope scope, Sighting sighting, String slice, boolean mayRestate) {
        boolean deleted = deletions.isDeletion(record, scope);
        Map<String, @Nullable Object> own = keys.of(record);
        Map<String, @Nullable Object> key = deleted ? deletions.keys().of(record) : own;
        long hash = Hashes.mix(Hashes.of(keys.isEmpty() ? record : own), Hashes.of(slice));
        hash = Hashes.mix(hash, sighting.rank().orElse(0));
        return new Entry(
                deleted ? deletions.stream().orElse(stream) : stream,
                record,
                key,
                deleted ? Op.DELETE : Op.UPSERT,
                deleted ? Entry.gone(hash) : hash,
                sighting.rank(),
                !keys.isEmpty() && mayRestate);
    }

    private static Map<String, @Nullable Object> copied(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(String.valueOf(name), copied(each)));
        return copy;
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copied(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(each -> copy.add(copied(each)));
            return copy;
        }
        return value;
    }
}
