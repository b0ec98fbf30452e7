package io.headrace.duckdb;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends the canonical values of one type. Chosen once per column and load. */
interface ColumnAppender {

    /** @throws ValueRefusedException when DuckDB has no form for the value */
    void append(DuckDBAppender into, Object value) throws SQLException;

    static ColumnAppender of(DataType type) {
        if (type instanceof DataType.Bool) {
            return (into, value) -> into.append(((Boolean) value).booleanValue());
        } else if (type instanceof DataType.Int8) {
            return (into, value) -> into.append(((Byte) value).byteValue());
        } else if (type instanceof DataType.Int16) {
            return (into, value) -> into.append(((Short) value).shortValue());
        } else if (type instanceof DataType.Int32) {
            return (into, value) -> into.append(((Integer) value).intValue());
        } else if (type instanceof DataType.Int64) {
            return (into, value) -> into.append(((Long) value).longValue());
        } else if (type instanceof DataType.Float32) {
            return (into, value) -> into.append(((Float) value).floatValue());
        } else if (type instanceof DataType.Float64) {
            return (into, value) -> into.append(((Double) value).doubleValue());
        } else if (type instanceof DataType.Decimal decimal) {
            return (into, value) -> into.append(decimal(decimal, value));
        } else if (type instanceof DataType.Text || type instanceof DataType.Json) {
            return (into, value) -> into.append(DuckDbText.valid((String) value));
        } else if (type instanceof DataType.Bytes) {
            return (into, value) -> into.append((byte[]) value);
        } else if (type instanceof DataType.Uuid) {
            return (into, value) -> into.append((UUID) value);
        }
        return temporalOrNested(type);
    }

    private static ColumnAppender temporalOrNested(DataType type) {
        if (type instanceof DataType.Date) {
            return (into, value) -> into.appendEpochDays(DuckDbTime.days((Integer) value));
        } else if (type instanceof DataType.Time) {
            return (into, value) -> into.appendDayMicros(DuckDbTime.timeOfDay((Long) value));
        } else if (type instanceof DataType.Timestamp) {
            return (into, value) -> into.appendEpochMicros(DuckDbTime.micros((Long) value));
        } else if (type instanceof DataType.ListOf list) {
            Element element = Element.of(list.element());
            return (into, value) -> into.append(Element.list((List<?>) value, element));
        } else if (type instanceof DataType.MapOf map) {
            Element entries = Element.of(map);
            return (into, value) -> into.append((Map<?, ?>) entries.of(value));
        } else if (type instanceof DataType.StructOf struct) {
            return struct(struct);
        }
        throw new IllegalArgumentException("DuckDB has no column of " + type);
    }

    private static ColumnAppender struct(DataType.StructOf struct) {
        ColumnAppender[] fields = struct.fields().stream()
                .map(Field::type)
                .map(ColumnAppender::of)
                .toArray(ColumnAppender[]::new);
        return (into, value) -> {
            @Nullable Object[] values = (@Nullable Object[]) value;
            into.beginStruct();
            for (int i = 0; i < fields.length; i++) {
                Object field = values[i];
                if (field == null) {
                    into.appendNull();
                } else {
                    fields[i].append(into, field);
                }
            }
            into.endStruct();
        };
    }

    /** Brings the value to the column's scale, which the Appender demands; digits that do not fit are never rounded away. */
    static BigDecimal decimal(DataType.Decimal type, Object value) {
        if (!(value instanceof BigDecimal number)) {
            throw new ValueRefusedException("NaN or infinity");
        }
        try {
            BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (scaled.precision() <= type.precision()) {
                return scaled;
            }
        } catch (ArithmeticException e) {
            throw new ValueRefusedException("a number with more than " + type.scale() + " digits after the point");
        }
        throw new ValueRefusedException(
                "a number with more than " + (type.precision() - type.scale()) + " digits before the point");
    }
}
