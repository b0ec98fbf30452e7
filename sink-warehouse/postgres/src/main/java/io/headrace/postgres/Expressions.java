package io.headrace.postgres;

import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;

/** SQL that turns one form of a value into another where a plain cast would change it, cut it or misread it. */
final class Expressions {

    static final String VARBIT = "pg_catalog.varbit";
    private static final String INTERVAL = "pg_catalog.\"interval\"";
    private static final String POINT = "pg_catalog.point";
    private static final String HSTORE = ".hstore";

    private Expressions() {}

    /**
     * Staged text as the type of a column that a user made.
     *
     * <ul>
     *   <li>{@code interval}: Debezium's default form is a bare number of microseconds, which a cast would read as seconds. A number without a unit is refused;
     *       {@code interval.handling.mode=string} at the source gives the form that is taken.
     *   <li>{@code bit}: a single bit arrives as a boolean.
     *   <li>{@code hstore} and {@code point}: Debezium sends JSON objects.
     * </ul>
     */
    static String cast(String staged, String type) {
        String plain = "CAST(" + staged + " AS " + type + ")";
        if (type.equals(INTERVAL)) {
            return "CAST(CASE WHEN " + staged + " ~ '^[-+]?[0-9.]+$' THEN " + staged + " || ' without unit' ELSE "
                    + staged + " END AS " + type + ")";
        }
        if (type.equals(VARBIT)) {
            return "CAST(CASE " + staged + " WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE " + staged + " END AS "
                    + type + ")";
        }
        if (type.equals(POINT)) {
            return "CASE WHEN " + staged + " LIKE '{%' THEN pg_catalog.point((" + staged + "::json ->> 'x')::float8, ("
                    + staged + "::json ->> 'y')::float8) ELSE " + plain + " END";
        }
        if (type.endsWith(HSTORE)) {
            return "CASE WHEN " + staged + " LIKE '{%' THEN (SELECT " + type
                    + "(pg_catalog.array_agg(e.key), pg_catalog.array_agg(e.value)) FROM pg_catalog.json_each_text("
                    + staged
                    + "::json) AS e) ELSE " + plain + " END";
        }
        return plain;
    }

    /**
     * A stored value as the wider type of its column writes it: the same text or JSON that the engine gives for values still to come
     * ({@link io.headrace.core.record.CanonicalText}), and floats by their shortest text, because Postgres' own cast to {@code numeric} keeps 15 digits only.
     */
    static String widened(String value, DataType from, DataType to, TypeMapping types) {
        String plain = "CAST(" + value + " AS " + types.sql(to) + ")";
        if (to instanceof DataType.Json && !(from instanceof DataType.Json)) {
            return types.wire(to) == Wire.JSONB
                    ? "pg_catalog.to_jsonb(" + value + ")"
                    : "pg_catalog.to_json(" + value + ")";
        }
        if (to instanceof Decimal && isFloat(from)) {
            return value + "::text::" + types.sql(to);
        }
        if (to instanceof ListOf && from instanceof ListOf list && isFloat(list.element())) {
            return value + "::text[]::" + types.sql(to);
        }
        return to instanceof DataType.Text ? text(value, from, plain) : plain;
    }

    private static String text(String value, DataType from, String plain) {
        if (from instanceof DataType.Bytes) {
            return "pg_catalog.translate(pg_catalog.encode(" + value + ", 'base64'), E'\\n', '')";
        }
        if (from instanceof ListOf) {
            return "CAST(pg_catalog.to_json(" + value + ") AS text)";
        }
        if (from instanceof DataType.Timestamp timestamp) {
            String wallClock = timestamp.zoned() ? "(" + value + " AT TIME ZONE 'UTC')" : value;
            String iso = "pg_catalog.to_char(" + wallClock
                    + ", 'YYYY-MM-DD\"T\"HH24:MI:SS') || CASE WHEN pg_catalog.to_char(" + value
                    + ", 'US') = '000000' THEN '' ELSE pg_catalog.to_char(" + value + ", '.US') END";
            return "CASE WHEN pg_catalog.isfinite(" + value + ") AND " + value + " >= '0001-01-01' AND " + value
                    + " < '10000-01-01' THEN " + iso + (timestamp.zoned() ? " || 'Z'" : "") + " ELSE " + plain + " END";
        }
        return plain;
    }

    private static boolean isFloat(DataType type) {
        return type instanceof DataType.Float32 || type instanceof DataType.Float64;
    }
}
