package io.headrace.files.format.parquet;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.files.format.UnfitValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.column.ColumnWriter;
import org.jspecify.annotations.Nullable;

/**
 * Shreds one field's values into column writers, with the repetition and definition levels of the Dremel encoding. Compiled once per row group; writes no boxes and
 * asks no names.
 */
abstract sealed class FieldEncoder {

    private final boolean nullable;

    private FieldEncoder(boolean nullable) {
        this.nullable = nullable;
    }

    /** @param writers hands out the column writers of the leaves, in schema order */
    static FieldEncoder of(DataType type, boolean nullable, int repetition, Supplier<ColumnWriter> writers) {
        if (type instanceof DataType.ListOf list) {
            return new OfList(nullable, repetition + 1, of(list.element(), true, repetition + 1, writers));
        }
        if (type instanceof DataType.MapOf map) {
            FieldEncoder keys = of(map.key(), false, repetition + 1, writers);
            return new OfMap(nullable, repetition + 1, keys, of(map.value(), true, repetition + 1, writers));
        }
        if (type instanceof DataType.StructOf struct) {
            return new OfStruct(
                    nullable,
                    struct.fields().stream()
                            .map(field -> of(field, repetition, writers))
                            .toList());
        }
        return new OfLeaf(nullable, ParquetLeaf.of(type).writer(), writers.get());
    }

    private static FieldEncoder of(Field field, int repetition, Supplier<ColumnWriter> writers) {
        return of(field.type(), field.nullable(), repetition, writers);
    }

    /** Writes one value or null below levels that the caller has reached. */
    final void write(@Nullable Object value, int repetition, int definition) {
        if (value != null) {
            writePresent(value, repetition, nullable ? definition + 1 : definition);
        } else if (nullable) {
            writeAbsent(repetition, definition);
        } else {
            throw new UnfitValueException("it is null where null is not allowed");
        }
    }

    abstract void writePresent(Object value, int repetition, int definition);

    /** Says in every leaf below that nothing is there. */
    abstract void writeAbsent(int repetition, int definition);

    private static final class OfLeaf extends FieldEncoder {

        private final ParquetLeaf.ValueWriter writer;
        private final ColumnWriter out;

        OfLeaf(boolean nullable, ParquetLeaf.ValueWriter writer, ColumnWriter out) {
            super(nullable);
            this.writer = writer;
            this.out = out;
        }

        @Override
        void writePresent(Object value, int repetition, int definition) {
            try {
                writer.write(out, value, repetition, definition);
            } catch (ClassCastException e) {
                throw UnfitValueException.wrongClass(value, e);
            }
        }

        @Override
        void writeAbsent(int repetition, int definition) {
            out.writeNull(repetition, definition);
        }
    }

    private static final class OfList extends FieldEncoder {

        private final int ownRepetition;
        private final FieldEncoder element;

        OfList(boolean nullable, int ownRepetition, FieldEncoder element) {
            super(nullable);
            this.ownRepetition = ownRepetition;
            this.element = element;
        }

        @Override
        void writePresent(Object value, int repetition, int definition) {
            int at = repetition;
            for (Object item : (List<?>) value) {
                element.write(item, at, definition + 1);
                at = ownRepetition;
            }
            if (((List<?>) value).isEmpty()) {
                element.writeAbsent(repetition, definition);
            }
        }

        @Override
        void writeAbsent(int repetition, int definition) {
            element.writeAbsent(repetition, definition);
        }
    }

    private static final class OfMap extends FieldEncoder {

        private final int ownRepetition;
        private final FieldEncoder key;
        private final FieldEncoder value;

        OfMap(boolean nullable, int ownRepetition, FieldEncoder key, FieldEncoder value) {
            super(nullable);
            this.ownRepetition = ownRepetition;
            this.key = key;
            this.value = value;
        }

        @Override
        void writePresent(Object map, int repetition, int definition) {
            int at = repetition;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                key.write(entry.getKey(), at, definition + 1);
                value.write(entry.getValue(), at, definition + 1);
                at = ownRepetition;
            }
            if (((Map<?, ?>) map).isEmpty()) {
                writeAbsent(repetition, definition);
            }
        }

        @Override
        void writeAbsent(int repetition, int definition) {
            key.writeAbsent(repetition, definition);
            value.writeAbsent(repetition, definition);
        }
    }

    private static final class OfStruct extends FieldEncoder {

        private final List<FieldEncoder> fields;

        OfStruct(boolean nullable, List<FieldEncoder> fields) {
            super(nullable);
            this.fields = fields;
        }

        @Override
        void writePresent(Object value, int repetition, int definition) {
            @Nullable Object[] values = (@Nullable Object[]) value;
            for (int i = 0; i < values.length; i++) {
                fields.get(i).write(values[i], repetition, definition);
            }
        }

        @Override
        void writeAbsent(int repetition, int definition) {
            fields.forEach(field -> field.writeAbsent(repetition, definition));
        }
    }
}
