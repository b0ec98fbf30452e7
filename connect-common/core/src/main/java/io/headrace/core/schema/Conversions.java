package io.headrace.core.schema;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.CanonicalText;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.JsonText;
import io.headrace.core.record.Row;
import io.headrace.core.record.Temporals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conversions behind {@link ValueConverter}. */
final class Conversions {

    private final String field;

    private Conversions(String field) {
        this.field = field;
    }

    /** Of values that are there. */
    interface Step {
        Step SAME = value -> value;

        @Nullable Object apply(Object value);
    }

    static ValueConverter compile(String field, DataType from, DataType to) {
        Step step = new Conversions(field).step(from, to);
        if (step == Step.SAME) {
            return ValueConverter.SAME;
        }
        return value -> value == null || value == Row.UNAVAILABLE ? value : step.apply(value);
    }

    private Step step(DataType from, DataType to) {
        if (from.equals(to) || from instanceof DataType.Nothing) {
            return Step.SAME;
        }
        if (to instanceof DataType.Text) {
            return value -> CanonicalText.of(value, from);
        }
        if (to instanceof DataType.Json) {
            return value -> JsonText.of(value, from);
        }
        if (TypeLattice.isNumber(from) && TypeLattice.isNumber(to)) {
            return NumberConversions.compile(to, () -> refuse(from, to));
        }
        if (from instanceof DataType.Date && to.equals(DataType.TIMESTAMP)) {
            return value -> midnight((Integer) value, from, to);
        }
        Step nested = nested(from, to);
        return nested != null
                ? nested
                : value -> {
                    throw refuse(from, to);
                };
    }

    private HeadraceException refuse(DataType from, DataType to) {
        return HeadraceException.poison("Field '" + field + "' holds " + TypeNames.of(from)
                + " that its column cannot take: allowed is " + TypeNames.of(to)
                + ". Change the column's type, let the schema evolve, or correct the field at its source");
    }

    private Object midnight(int days, DataType from, DataType to) {
        if (days == Temporals.DATE_POSITIVE_INFINITY) {
            return Temporals.POSITIVE_INFINITY;
        }
        if (days == Temporals.DATE_NEGATIVE_INFINITY) {
            return Temporals.NEGATIVE_INFINITY;
        }
        if (Math.abs((long) days) > Long.MAX_VALUE / Temporals.MICROS_PER_DAY) {
            throw refuse(from, to);
        }
        return days * Temporals.MICROS_PER_DAY;
    }

    private @Nullable Step nested(DataType from, DataType to) {
        if (from instanceof DataType.ListOf a && to instanceof DataType.ListOf b) {
            Step element = step(a.element(), b.element());
            return element == Step.SAME ? element : value -> list((List<?>) value, element);
        }
        if (from instanceof DataType.MapOf a && to instanceof DataType.MapOf b) {
            Step keys = step(a.key(), b.key());
            Step values = step(a.value(), b.value());
            return keys == Step.SAME && values == Step.SAME ? Step.SAME : value -> map((Map<?, ?>) value, keys, values);
        }
        return from instanceof DataType.StructOf a && to instanceof DataType.StructOf b ? struct(a, b) : null;
    }

    private static List<@Nullable Object> list(List<?> from, Step element) {
        List<@Nullable Object> into = new ArrayList<>(from.size());
        for (Object each : from) {
            into.add(each == null ? null : element.apply(each));
        }
        return into;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> from, Step keys, Step values) {
        Map<@Nullable Object, @Nullable Object> into = new LinkedHashMap<>();
        from.forEach((k, v) -> into.put(k == null ? null : keys.apply(k), v == null ? null : values.apply(v)));
        return into;
    }

    private Step struct(DataType.StructOf from, DataType.StructOf to) {
        int size = to.fields().size();
        int[] sources = new int[size];
        Step[] steps = new Step[size];
        int used = 0;
        for (int i = 0; i < size; i++) {
            Field target = to.fields().get(i);
            sources[i] = indexOf(from, target.name());
            steps[i] = sources[i] < 0
                    ? Step.SAME
                    : step(from.fields().get(sources[i]).type(), target.type());
            used += sources[i] < 0 ? 0 : 1;
        }
        if (used < from.fields().size()) {
            // A field with nowhere to go would be lost.
            return value -> {
                throw refuse(from, to);
            };
        }
        return value -> {
            @Nullable Object[] given = (@Nullable Object[]) value;
            @Nullable Object[] into = new Object[size];
            for (int i = 0; i < size; i++) {
                Object each = sources[i] < 0 ? null : given[sources[i]];
                into[i] = each == null ? null : steps[i].apply(each);
            }
            return into;
        };
    }

    private static int indexOf(DataType.StructOf struct, String name) {
        for (int i = 0; i < struct.fields().size(); i++) {
            if (struct.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
