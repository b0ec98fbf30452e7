package io.headrace.core.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a {@link Row}: fields in order, looked up by name once when a projection is compiled and never per row.
 *
 * <p>Decoders hand out one instance per record schema, so identity is a cheap first comparison; {@code equals} compares the fields.
 */
public final class RowSchema {

    private final List<Field> fields;
    private final Map<String, Integer> positions;

    public RowSchema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.positions = new HashMap<>();
        for (int i = 0; i < this.fields.size(); i++) {
            Integer earlier = positions.put(this.fields.get(i).name(), i);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "Field name '" + this.fields.get(i).name() + "' occurs twice");
            }
        }
    }

    public static RowSchema of(Field... fields) {
        return new RowSchema(List.of(fields));
    }

    public List<Field> fields() {
        return fields;
    }

    public int size() {
        return fields.size();
    }

    /** The position of the named field, or -1. */
    public int indexOf(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof RowSchema that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "RowSchema" + fields;
    }
}
