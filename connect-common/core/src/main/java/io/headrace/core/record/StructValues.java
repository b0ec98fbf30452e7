package io.headrace.core.record;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of one struct schema, compiled: values are read by position, never by name. */
final class StructValues {

    private final List<Field> fields;
    private final org.apache.kafka.connect.data.Field[] sources;
    private final ValueReader[] readers;
    /** Where an optional field has a default, because there {@link Struct#get} would turn a null that was sent into the default. */
    private final boolean[] nullsKept;
    /** Where a value may be large, or may be a placeholder for one that was not sent. */
    private final boolean[] open;

    private StructValues(
            List<Field> fields, List<org.apache.kafka.connect.data.Field> sources, List<ValueReader> readers) {
        int size = fields.size();
        this.fields = List.copyOf(fields);
        this.sources = sources.toArray(new org.apache.kafka.connect.data.Field[0]);
        this.readers = readers.toArray(new ValueReader[0]);
        this.nullsKept = new boolean[size];
        this.open = new boolean[size];
        for (int i = 0; i < size; i++) {
            Schema schema = sources.get(i).schema();
            nullsKept[i] = schema.isOptional() && schema.defaultValue() != null;
            open[i] = !schema.type().isPrimitive()
                    || schema.type() == Schema.Type.STRING
                    || schema.type() == Schema.Type.BYTES;
        }
    }

    static StructValues compile(Schema schema, int depth) {
        return compile(schema, schema.fields(), depth);
    }

    /** @param chosen the fields of the schema to read */
    static StructValues compile(Schema schema, List<org.apache.kafka.connect.data.Field> chosen, int depth) {
        List<Field> fields = new ArrayList<>();
        List<ValueReader> readers = new ArrayList<>();
        for (org.apache.kafka.connect.data.Field field : chosen) {
            ConnectTypes.Mapping mapping;
            try {
                mapping = ConnectTypes.map(field.schema(), depth);
            } catch (BadValueException e) {
                throw BadValueException.at(field.name(), e);
            }
            fields.add(new Field(field.name(), mapping.type(), field.schema().isOptional()));
            readers.add(mapping.reader());
        }
        return new StructValues(fields, chosen, readers);
    }

    List<Field> fields() {
        return fields;
    }

    @Nullable Object[] read(Object struct) {
        @Nullable Object[] values = new Object[sources.length];
        for (int i = 0; i < values.length; i++) {
            Object raw = raw(struct, i);
            values[i] = raw == null ? null : canonical(raw, i);
        }
        return values;
    }

    /** As {@link #read}, where every field is a column: placeholders become {@link Row#UNAVAILABLE} and the size is counted. */
    @Nullable Object[] readColumns(Object struct, UnavailableValue unavailable, Reading reading) {
        @Nullable Object[] values = new Object[sources.length];
        for (int i = 0; i < values.length; i++) {
            Object raw = raw(struct, i);
            if (raw == null) {
                continue;
            }
            if (open[i]) {
                values[i] = unavailable.matches(raw) ? Row.UNAVAILABLE : canonical(raw, i);
                reading.addOpen(raw);
            } else {
                values[i] = canonical(raw, i);
            }
        }
        reading.addColumns(values.length);
        return values;
    }

    private @Nullable Object raw(Object struct, int i) {
        return nullsKept[i] ? Structs.getWithoutDefault(struct, sources[i]) : Structs.get(struct, sources[i]);
    }

    private Object canonical(Object raw, int i) {
        ValueReader reader = readers[i];
        if (reader == ValueReader.SAME) {
            return raw;
        }
        try {
            return reader.read(raw);
        } catch (BadValueException | ClassCastException | NullPointerException e) {
            throw BadValueException.at(sources[i].name(), e);
        }
    }
}
