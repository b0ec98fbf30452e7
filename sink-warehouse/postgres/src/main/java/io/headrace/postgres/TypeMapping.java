package io.headrace.postgres;

import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.record.DataType.MapOf;
import io.headrace.core.record.DataType.StructOf;

/** Which Postgres type stores which {@link DataType}, losing nothing. */
final class TypeMapping {

    /** "The maximum precision that can be explicitly specified in the type declaration is 1000" (Postgres, Numeric Types). */
    private static final int MAX_PRECISION = 1000;

    private final JsonForm json;

    TypeMapping(JsonForm json) {
        this.json = json;
    }

    /**
     * The nearest type that Postgres has.
     *
     * <p>A decimal keeps its precision and scale only where every supported version takes them: a negative scale, or one above the precision, needs Postgres 15, so such decimals are stored as
     * {@code numeric} without limits. Lists of scalars are arrays. Lists of lists, maps and structs are JSON, because arrays of Postgres are rectangular and their type does not tell
     * how deep they are.
     */
    DataType fit(DataType type) {
        if (type instanceof DataType.Int8) {
            return DataType.INT16;
        }
        if (type instanceof Decimal decimal) {
            return bounded(decimal) ? decimal : DataType.ANY_DECIMAL;
        }
        if (type instanceof MapOf || type instanceof StructOf) {
            return DataType.JSON;
        }
        if (type instanceof ListOf list) {
            return nested(list.element()) ? DataType.JSON : new ListOf(fit(list.element()));
        }
        return type;
    }

    private static boolean bounded(Decimal decimal) {
        return decimal.bounded()
                && decimal.precision() > 0
                && decimal.precision() <= MAX_PRECISION
                && decimal.scale() >= 0
                && decimal.scale() <= decimal.precision();
    }

    private static boolean nested(DataType element) {
        return element instanceof ListOf || element instanceof MapOf || element instanceof StructOf;
    }

    /** The type in DDL. */
    String sql(DataType fitted) {
        if (fitted instanceof ListOf list) {
            return sql(list.element()) + "[]";
        }
        if (fitted instanceof Decimal decimal && decimal.bounded()) {
            return Wire.NUMERIC.sql + "(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return Wire.of(fitted, json).sql;
    }

    /** How values of a fitted type, or of the elements of a fitted list, travel. */
    Wire wire(DataType fitted) {
        return Wire.of(fitted instanceof ListOf list ? list.element() : fitted, json);
    }

    ValueEncoder encoder(DataType fitted, UnstorableText text) {
        return ValueEncoders.of(wire(fitted), fitted instanceof ListOf, text);
    }
}
