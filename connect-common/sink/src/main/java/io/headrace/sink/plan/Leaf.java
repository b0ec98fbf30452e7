package io.headrace.sink.plan;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one column takes from a row: a field, or one inside a struct that is taken apart, or the number of elements of a list that has a table of its own.
 *
 * @param field named by its path (see {@link Nesting}), typed as the column gets it
 * @param root position in the row of the field that it lies in
 * @param steps positions on the way down from there; empty for the field itself
 * @param element the type of the list's elements where the list is taken out, otherwise null
 */
record Leaf(
        Field field,
        int root,
        List<Integer> steps,
        @Nullable DataType element) {

    Leaf {
        steps = List.copyOf(steps);
    }

    /** How values are read: fixed here, so that a row costs no look-up. */
    Reader reader() {
        Reader value = steps.isEmpty() ? row -> sent(row.value(root)) : new Descent(root, steps);
        return element == null ? value : row -> value.read(row) instanceof List<?> list ? list.size() : null;
    }

    /** Reads the list whose elements the column counts. */
    Reader listReader() {
        return steps.isEmpty() ? row -> sent(row.value(root)) : new Descent(root, steps);
    }

    interface Reader {
        /** Null also where the value was not sent. */
        @Nullable Object read(Row row);
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return value == Row.UNAVAILABLE ? null : value;
    }

    private static final class Descent implements Reader {
        private final int root;
        private final int[] steps;

        Descent(int root, List<Integer> steps) {
            this.root = root;
            this.steps = steps.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public @Nullable Object read(Row row) {
            Object value = sent(row.value(root));
            for (int step : steps) {
                if (value == null) {
                    return null;
                }
                value = ((@Nullable Object[]) value)[step];
            }
            return value;
        }
    }
}
