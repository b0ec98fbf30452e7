package io.headrace.duckdb;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.sql.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What DuckDB stores for each {@link DataType}, losing nothing.
 *
 * <p>DECIMAL has at most 38 digits and one scale per column: what is wider or unbounded becomes text. Fields of a STRUCT take nulls, need names that differ in more than case,
 * and there must be one: what has no such form becomes JSON. So does a map whose key is no plain value.
 */
final class DuckDbTypes {

    /** Digits of the widest DECIMAL (DuckDB manual, "Numeric Types"). */
    static final int MAX_DIGITS = 38;

    private DuckDbTypes() {}

    static DataType fit(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return fit(decimal);
        }
        if (type instanceof DataType.ListOf list) {
            return new DataType.ListOf(fit(list.element()));
        }
        if (type instanceof DataType.MapOf map) {
            return fit(map);
        }
        if (type instanceof DataType.StructOf struct) {
            return fit(struct);
        }
        return type;
    }

    /** A negative scale stands for zeros before the point; a scale above the precision for zeros after it. */
    private static DataType fit(DataType.Decimal decimal) {
        if (!decimal.bounded()) {
            return DataType.TEXT;
        }
        int scale = Math.max(decimal.scale(), 0);
        long digits = Math.max((long) decimal.precision() - Math.min(decimal.scale(), 0), Math.max(scale, 1));
        return digits <= MAX_DIGITS ? new DataType.Decimal((int) digits, scale) : DataType.TEXT;
    }

    private static DataType fit(DataType.MapOf map) {
        DataType key = fit(map.key());
        DataType value = fit(map.value());
        boolean nested =
                key instanceof DataType.ListOf || key instanceof DataType.MapOf || key instanceof DataType.StructOf;
        return nested ? DataType.JSON : new DataType.MapOf(key, value);
    }

    private static DataType fit(DataType.StructOf struct) {
        Set<String> names = new HashSet<>();
        for (Field field : struct.fields()) {
            if (field.name().isEmpty()
                    || field.name().indexOf('\0') >= 0
                    || !names.add(field.name().toLowerCase(Locale.ROOT))) {
                return DataType.JSON;
            }
        }
        return struct.fields().isEmpty()
                ? DataType.JSON
                : new DataType.StructOf(struct.fields().stream()
                        .map(field -> Field.optional(field.name(), fit(field.type())))
                        .toList());
    }

    /** The column's type in DDL. */
    static String name(DataType type) {
        return name(type, false, false);
    }

    /**
     * The type of a staged column. JSON is staged as text, because only the cast to JSON checks it; so is a time inside a list or map, because the Appender takes those only
     * as {@link java.time.LocalTime}, which has no 24:00.
     */
    static String stagingName(DataType type) {
        return name(type, true, false);
    }

    private static String name(DataType type, boolean staging, boolean inCollection) {
        if (type instanceof DataType.Bool) {
            return "BOOLEAN";
        } else if (type instanceof DataType.Int8) {
            return "TINYINT";
        } else if (type instanceof DataType.Int16) {
            return "SMALLINT";
        } else if (type instanceof DataType.Int32) {
            return "INTEGER";
        } else if (type instanceof DataType.Int64) {
            return "BIGINT";
        } else if (type instanceof DataType.Float32) {
            return "FLOAT";
        } else if (type instanceof DataType.Float64) {
            return "DOUBLE";
        } else if (type instanceof DataType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        } else if (type instanceof DataType.Text) {
            return "VARCHAR";
        } else if (type instanceof DataType.Bytes) {
            return "BLOB";
        } else if (type instanceof DataType.Date) {
            return "DATE";
        } else if (type instanceof DataType.Time) {
            return staging && inCollection ? "VARCHAR" : "TIME";
        } else if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.zoned() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
        } else if (type instanceof DataType.Uuid) {
            return "UUID";
        } else if (type instanceof DataType.Json) {
            return staging ? "VARCHAR" : "JSON";
        }
        return nestedName(type, staging, inCollection);
    }

    private static String nestedName(DataType type, boolean staging, boolean inCollection) {
        if (type instanceof DataType.ListOf list) {
            return name(list.element(), staging, true) + "[]";
        } else if (type instanceof DataType.MapOf map) {
            return "MAP(" + name(map.key(), staging, true) + ", " + name(map.value(), staging, true) + ")";
        } else if (type instanceof DataType.StructOf struct) {
            return struct.fields().stream()
                    .map(field -> Identifiers.quote(field.name()) + " " + name(field.type(), staging, inCollection))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        throw new IllegalArgumentException("No DuckDB type for " + type);
    }

    /** Every simple type, for documentation and tests. */
    static List<DataType> simple() {
        return List.of(
                DataType.BOOL,
                DataType.INT8,
                DataType.INT16,
                DataType.INT32,
                DataType.INT64,
                DataType.FLOAT32,
                DataType.FLOAT64,
                DataType.TEXT,
                DataType.BYTES,
                DataType.DATE,
                DataType.TIME,
                DataType.TIMESTAMP,
                DataType.TIMESTAMP_TZ,
                DataType.UUID,
                DataType.JSON);
    }
}
