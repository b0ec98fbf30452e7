package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Canonical values (see {@link DataType}) in the order of their schema.
 *
 * <p>A value may be {@link #UNAVAILABLE}: the source did not send it (a TOASTed column that an update left alone), so the target keeps what it has.
 */
public sealed interface Row permits Row.OfValues, PackedRow {

    /** Stands for a value that the source did not send. */
    Object UNAVAILABLE = new Object() {
        @Override
        public String toString() {
            return "unavailable";
        }
    };

    /** @param values the row's own from now on, which must not be changed any more */
    static Row of(RowSchema schema, @Nullable Object[] values) {
        return new OfValues(schema, values);
    }

    RowSchema schema();

    @Nullable Object value(int index);

    /** {@return all values in order, not to be changed; a packed row makes them anew} */
    @Nullable Object[] values();

    /** Whether the value is {@link #UNAVAILABLE}; cheaper than to ask for it. */
    boolean lacks(int index);

    default int size() {
        return schema().size();
    }

    /** Names of the fields only: rows hold users' data, which must not reach logs. */
    static String describe(RowSchema schema) {
        return "Row" + schema.fields().stream().map(Field::name).toList();
    }

    /** A row as it was decoded. */
    record OfValues(RowSchema schema, @Nullable Object[] values) implements Row {
        public OfValues {
            if (values.length != schema.size()) {
                throw new IllegalArgumentException(
                        "Row has " + values.length + " values for " + schema.size() + " fields");
            }
        }

        @Override
        public @Nullable Object value(int index) {
            return values[index];
        }

        @Override
        public boolean lacks(int index) {
            return values[index] == UNAVAILABLE;
        }

        @Override
        public String toString() {
            return describe(schema);
        }
    }
}
