package io.headrace.postgres;

import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;

/**
 * The built-in types that values travel as. A column of another type gets its values as {@link #TEXT} and a cast in the merge.
 *
 * <p>Object identifiers are fixed for built-in types (Postgres, {@code src/include/catalog/pg_type.dat}).
 */
enum Wire {
    BOOL(16, 1000, "boolean"),
    INT2(21, 1005, "smallint"),
    INT4(23, 1007, "integer"),
    INT8(20, 1016, "bigint"),
    FLOAT4(700, 1021, "real"),
    FLOAT8(701, 1022, "double precision"),
    NUMERIC(1700, 1231, "numeric"),
    TEXT(25, 1009, "text"),
    BYTEA(17, 1001, "bytea"),
    DATE(1082, 1182, "date"),
    TIME(1083, 1183, "time"),
    TIMESTAMP(1114, 1115, "timestamp"),
    TIMESTAMPTZ(1184, 1185, "timestamptz"),
    UUID(2950, 2951, "uuid"),
    JSON(114, 199, "json"),
    JSONB(3802, 3807, "jsonb");

    final int oid;
    final int arrayOid;
    final String sql;

    Wire(int oid, int arrayOid, String sql) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.sql = sql;
    }

    /** The type whose values this type takes; for {@code numeric} the unbounded one. */
    DataType dataType() {
        return switch (this) {
            case BOOL -> DataType.BOOL;
            case INT2 -> DataType.INT16;
            case INT4 -> DataType.INT32;
            case INT8 -> DataType.INT64;
            case FLOAT4 -> DataType.FLOAT32;
            case FLOAT8 -> DataType.FLOAT64;
            case NUMERIC -> DataType.ANY_DECIMAL;
            case TEXT -> DataType.TEXT;
            case BYTEA -> DataType.BYTES;
            case DATE -> DataType.DATE;
            case TIME -> DataType.TIME;
            case TIMESTAMP -> DataType.TIMESTAMP;
            case TIMESTAMPTZ -> DataType.TIMESTAMP_TZ;
            case UUID -> DataType.UUID;
            case JSON, JSONB -> DataType.JSON;
        };
    }

    /** How values of a type that {@link TypeMapping#fit} gave travel. Lists are not asked about: their elements are. */
    static Wire of(DataType scalar, JsonForm json) {
        if (scalar instanceof Decimal) {
            return NUMERIC;
        }
        if (scalar instanceof DataType.Json) {
            return json == JsonForm.JSONB ? JSONB : JSON;
        }
        for (Wire wire : values()) {
            if (wire.dataType().equals(scalar)) {
                return wire;
            }
        }
        throw new IllegalArgumentException("Postgres has no type for " + scalar + ": fit() names the one to use");
    }
}
