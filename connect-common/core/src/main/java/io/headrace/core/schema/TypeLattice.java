package io.headrace.core.schema;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which types hold the values of which: the ground of every decision about a column's type. */
public final class TypeLattice {

    private static final int UNBOUNDED = DataType.Decimal.UNBOUNDED;

    /**
     * A type that holds the values of two others.
     *
     * @param lastResort whether only text or JSON could hold both, so that the column stops being what it was: a number, a time
     */
    public record Common(DataType type, boolean lastResort) {}

    private TypeLattice() {}

    /** Whether every value of {@code from} can be stored as {@code to} and read back as what it was. Text and JSON hold everything. */
    public static boolean assignable(DataType from, DataType to) {
        return holds(from, to, true);
    }

    /** The narrowest type that holds the values of both. */
    public static Common common(DataType a, DataType b) {
        if (widens(a, b)) {
            return new Common(b, false);
        }
        if (widens(b, a)) {
            return new Common(a, false);
        }
        if (isNumber(a) && isNumber(b)) {
            return new Common(number(a, b), false);
        }
        Common nested = nested(a, b);
        if (nested != null) {
            return nested;
        }
        boolean json = isNested(a) || isNested(b) || a instanceof DataType.Json || b instanceof DataType.Json;
        return new Common(json ? DataType.JSON : DataType.TEXT, true);
    }

    /** What a column is made of: {@link DataType#NOTHING} inside a list, map or struct, where only nulls were seen so far, becomes JSON, which takes whatever follows. */
    public static DataType settled(DataType type) {
        if (type instanceof DataType.Nothing) {
            return DataType.JSON;
        }
        if (type instanceof DataType.ListOf list) {
            return new DataType.ListOf(settled(list.element()));
        }
        if (type instanceof DataType.MapOf map) {
            return new DataType.MapOf(settled(map.key()), settled(map.value()));
        }
        if (type instanceof DataType.StructOf struct) {
            return new DataType.StructOf(struct.fields().stream()
                    .map(f -> new Field(f.name(), settled(f.type()), f.nullable()))
                    .toList());
        }
        return type;
    }

    private static boolean widens(DataType from, DataType to) {
        return holds(from, to, false);
    }

    /** @param textToo whether text and JSON count as holding everything, at any depth */
    private static boolean holds(DataType from, DataType to, boolean textToo) {
        if (from.equals(to) || from instanceof DataType.Nothing) {
            return true;
        }
        if (textToo && (to instanceof DataType.Text || to instanceof DataType.Json)) {
            return true;
        }
        if (isNumber(from) && isNumber(to)) {
            return numberWidens(from, to);
        }
        if (from instanceof DataType.Date) {
            return to.equals(DataType.TIMESTAMP);
        }
        return isNested(from) && nestedHolds(from, to, textToo);
    }

    private static boolean nestedHolds(DataType from, DataType to, boolean textToo) {
        if (to instanceof DataType.Json) {
            return true;
        }
        if (from instanceof DataType.ListOf a && to instanceof DataType.ListOf b) {
            return holds(a.element(), b.element(), textToo);
        }
        if (from instanceof DataType.MapOf a && to instanceof DataType.MapOf b) {
            return holds(a.key(), b.key(), textToo) && holds(a.value(), b.value(), textToo);
        }
        return from instanceof DataType.StructOf a && to instanceof DataType.StructOf b && structHolds(a, b, textToo);
    }

    private static boolean structHolds(DataType.StructOf from, DataType.StructOf to, boolean textToo) {
        Map<String, Field> given = byName(from);
        for (Field field : to.fields()) {
            Field source = given.remove(field.name());
            boolean fits = source == null
                    ? field.nullable()
                    : holds(source.type(), field.type(), textToo) && (field.nullable() || !source.nullable());
            if (!fits) {
                return false;
            }
        }
        return given.isEmpty();
    }

    private static boolean numberWidens(DataType from, DataType to) {
        if (to instanceof DataType.Float64) {
            return from instanceof DataType.Float32 || bits(from) <= 32;
        }
        if (to instanceof DataType.Float32) {
            return bits(from) <= 16;
        }
        if (to instanceof DataType.Decimal decimal) {
            return isFloat(from) ? decimal.equals(DataType.ANY_DECIMAL) : decimalWidens(asDecimal(from), decimal);
        }
        return bits(from) <= bits(to) && !isFloat(from) && !(from instanceof DataType.Decimal);
    }

    private static boolean decimalWidens(DataType.Decimal from, DataType.Decimal to) {
        boolean scale = to.scale() == UNBOUNDED || from.scale() != UNBOUNDED && from.scale() <= to.scale();
        boolean whole = to.precision() == UNBOUNDED
                || from.bounded() && to.bounded() && from.precision() - from.scale() <= to.precision() - to.scale();
        return scale && whole;
    }

    private static DataType number(DataType a, DataType b) {
        if (isFloat(a) || isFloat(b)) {
            boolean exact = (isFloat(a) || bits(a) <= 32) && (isFloat(b) || bits(b) <= 32);
            return exact ? DataType.FLOAT64 : DataType.ANY_DECIMAL;
        }
        DataType.Decimal x = asDecimal(a);
        DataType.Decimal y = asDecimal(b);
        int scale = x.scale() == UNBOUNDED || y.scale() == UNBOUNDED ? UNBOUNDED : Math.max(x.scale(), y.scale());
        boolean bounded = x.bounded() && y.bounded();
        int whole = bounded ? Math.max(x.precision() - x.scale(), y.precision() - y.scale()) : 0;
        return new DataType.Decimal(bounded ? whole + scale : UNBOUNDED, scale);
    }

    private static @Nullable Common nested(DataType a, DataType b) {
        if (a instanceof DataType.ListOf x && b instanceof DataType.ListOf y) {
            Common element = common(x.element(), y.element());
            return new Common(new DataType.ListOf(element.type()), element.lastResort());
        }
        if (a instanceof DataType.MapOf x && b instanceof DataType.MapOf y) {
            Common key = common(x.key(), y.key());
            Common value = common(x.value(), y.value());
            return new Common(new DataType.MapOf(key.type(), value.type()), key.lastResort() || value.lastResort());
        }
        if (a instanceof DataType.StructOf x && b instanceof DataType.StructOf y) {
            return struct(x, y);
        }
        return null;
    }

    private static Common struct(DataType.StructOf a, DataType.StructOf b) {
        Map<String, Field> others = byName(b);
        List<Field> fields = new ArrayList<>();
        boolean lastResort = false;
        for (Field field : a.fields()) {
            Field other = others.remove(field.name());
            if (other == null) {
                fields.add(Field.optional(field.name(), field.type()));
                continue;
            }
            Common common = common(field.type(), other.type());
            lastResort |= common.lastResort();
            fields.add(new Field(field.name(), common.type(), field.nullable() || other.nullable()));
        }
        others.values().forEach(field -> fields.add(Field.optional(field.name(), field.type())));
        return new Common(new DataType.StructOf(fields), lastResort);
    }

    private static Map<String, Field> byName(DataType.StructOf struct) {
        Map<String, Field> fields = new LinkedHashMap<>();
        struct.fields().forEach(field -> fields.put(field.name(), field));
        return fields;
    }

    static boolean isNested(DataType type) {
        return type instanceof DataType.ListOf || type instanceof DataType.MapOf || type instanceof DataType.StructOf;
    }

    static boolean isFloat(DataType type) {
        return type instanceof DataType.Float32 || type instanceof DataType.Float64;
    }

    static boolean isNumber(DataType type) {
        return isFloat(type) || type instanceof DataType.Decimal || bits(type) <= 64;
    }

    /** Of a whole number; out of reach for any other type. */
    static int bits(DataType type) {
        if (type instanceof DataType.Int8) {
            return 8;
        }
        if (type instanceof DataType.Int16) {
            return 16;
        }
        if (type instanceof DataType.Int32) {
            return 32;
        }
        return type instanceof DataType.Int64 ? 64 : Integer.MAX_VALUE;
    }

    private static DataType.Decimal asDecimal(DataType type) {
        return switch (bits(type)) {
            case 8 -> new DataType.Decimal(3, 0);
            case 16 -> new DataType.Decimal(5, 0);
            case 32 -> new DataType.Decimal(10, 0);
            case 64 -> new DataType.Decimal(19, 0);
            default -> (DataType.Decimal) type;
        };
    }
}
