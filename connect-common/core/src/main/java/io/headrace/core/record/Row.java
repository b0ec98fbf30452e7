package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Canonical values (see {@link DataType}) in the order of their schema. The array is owned by the row and must not be changed after it was handed over.
 *
 * <p>A value may be {@link #UNAVAILABLE}: the source did not send it (a TOASTed column that an update left alone), so the target keeps what it has.
 */
public record Row(RowSchema schema, @Nullable Object[] values) {

    /** Stands in {@link #values} for a value that the source did not send. */
    public static final Object UNAVAILABLE = new Object() {
        @Override
        public String toString() {
            return "unavailable";
        }
    };

    public Row {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException("Row has " + values.length + " values for " + schema.size() + " fields");
        }
    }

    public @Nullable Object value(int index) {
        return values[index];
    }

    /** Names of the fields only: rows hold users' data, which must not reach logs. */
    @Override
    public String toString() {
        return "Row" + schema.fields().stream().map(Field::name).toList();
    }
}
