package io.headrace.core.record;

import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.record.DataType.Nothing;
import io.headrace.core.record.DataType.StructOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One type for the elements of a list that came without a schema: objects there need not have all the same fields, nor values in all of them. */
final class Elements {

    private Elements() {}

    /** The type that holds both as they are, or null when there is none. */
    static @Nullable DataType common(DataType one, DataType other) {
        if (one.equals(other) || other instanceof Nothing) {
            return one;
        }
        if (one instanceof Nothing) {
            return other;
        }
        if (one instanceof ListOf a && other instanceof ListOf b) {
            DataType element = common(a.element(), b.element());
            return element == null ? null : new ListOf(element);
        }
        return one instanceof StructOf a && other instanceof StructOf b ? common(a, b) : null;
    }

    /** Fields by name, as in every inferred struct. */
    private static @Nullable DataType common(StructOf one, StructOf other) {
        Map<String, DataType> types = new TreeMap<>();
        one.fields().forEach(field -> types.put(field.name(), field.type()));
        for (Field field : other.fields()) {
            DataType known = types.getOrDefault(field.name(), DataType.NOTHING);
            DataType type = common(known, field.type());
            if (type == null) {
                return null;
            }
            types.put(field.name(), type);
        }
        List<Field> fields = new ArrayList<>(types.size());
        types.forEach((name, type) -> fields.add(Field.optional(name, type)));
        return new StructOf(fields);
    }

    /** A value of one type as a common type has it. */
    static @Nullable Object as(@Nullable Object value, DataType from, DataType to) {
        if (value == null || from.equals(to)) {
            return value;
        }
        if (from instanceof ListOf a && to instanceof ListOf b) {
            List<@Nullable Object> values = new ArrayList<>();
            ((List<?>) value).forEach(each -> values.add(as(each, a.element(), b.element())));
            return values;
        }
        return from instanceof StructOf a && to instanceof StructOf b ? as((@Nullable Object[]) value, a, b) : value;
    }

    private static @Nullable Object[] as(@Nullable Object[] values, StructOf from, StructOf to) {
        @Nullable Object[] wider = new Object[to.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field given = from.fields().get(i);
            int place = place(given.name(), to);
            wider[place] = as(values[i], given.type(), to.fields().get(place).type());
        }
        return wider;
    }

    private static int place(String name, StructOf struct) {
        int place = 0;
        while (!struct.fields().get(place).name().equals(name)) {
            place++;
        }
        return place;
    }
}
