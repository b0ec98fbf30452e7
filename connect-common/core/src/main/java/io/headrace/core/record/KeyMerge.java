package io.headrace.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds to a row the fields of its key that it lacks: a value need not repeat what its key says. Schemas go by identity, because decoders hand out one instance per shape. */
final class KeyMerge {

    private static final int LARGEST = 4096;

    private final IdentityHashMap<RowSchema, IdentityHashMap<RowSchema, Merge>> byRowAndKey = new IdentityHashMap<>();
    private int size;
    private @Nullable RowSchema lastRow;
    private @Nullable RowSchema lastKey;
    private @Nullable Merge lastMerge;

    /** @param missing positions in the key; none when the row has it all */
    private record Merge(RowSchema merged, int[] missing) {}

    Row merge(Row row, Row key) {
        Merge merge = find(row.schema(), key.schema());
        if (merge.missing().length == 0) {
            return row;
        }
        int width = row.schema().size();
        @Nullable Object[] values = Arrays.copyOf(row.values(), merge.merged().size());
        for (int i = 0; i < merge.missing().length; i++) {
            values[width + i] = key.value(merge.missing()[i]);
        }
        return Row.of(merge.merged(), values);
    }

    private Merge find(RowSchema row, RowSchema key) {
        Merge hit = lastMerge;
        if (hit != null && row == lastRow && key == lastKey) {
            return hit;
        }
        IdentityHashMap<RowSchema, Merge> byKey = byRowAndKey.get(row);
        Merge found = byKey == null ? null : byKey.get(key);
        if (found == null) {
            found = add(row, key);
        }
        lastRow = row;
        lastKey = key;
        lastMerge = found;
        return found;
    }

    private Merge add(RowSchema row, RowSchema key) {
        if (size++ >= LARGEST) {
            byRowAndKey.clear();
            size = 1;
        }
        Merge merge = compile(row, key);
        byRowAndKey.computeIfAbsent(row, r -> new IdentityHashMap<>()).put(key, merge);
        return merge;
    }

    private static Merge compile(RowSchema row, RowSchema key) {
        List<Field> fields = new ArrayList<>(row.fields());
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            Field field = key.fields().get(i);
            if (row.indexOf(field.name()) < 0) {
                fields.add(field);
                missing.add(i);
            }
        }
        RowSchema merged = missing.isEmpty() ? row : new RowSchema(fields);
        return new Merge(merged, missing.stream().mapToInt(Integer::intValue).toArray());
    }
}
