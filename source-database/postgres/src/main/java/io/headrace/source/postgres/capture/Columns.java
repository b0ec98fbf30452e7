package io.headrace.source.postgres.capture;

import io.debezium.relational.TableId;
import io.debezium.spi.converter.RelationalColumn;
import io.headrace.source.postgres.types.Column;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Describes Debezium's columns to the conversions.
 *
 * @param moneyDigits digits after the point that the server's currency has
 */
record Columns(boolean decimalsAsText, boolean arraysAsJson, int moneyDigits) {

    static Columns of(Properties properties) {
        return new Columns(
                Boolean.parseBoolean(properties.getProperty(ExactConverter.DECIMALS_AS_TEXT)),
                Boolean.parseBoolean(properties.getProperty(ExactConverter.ARRAYS_AS_JSON)),
                Integer.parseInt(properties.getProperty(ExactConverter.MONEY_DIGITS, "2")));
    }

    static Columns of(Map<String, ?> configuration) {
        Properties properties = new Properties();
        configuration.forEach((key, value) -> {
            if (key.startsWith(ExactConverter.PREFIX)) {
                properties.setProperty(key.substring(ExactConverter.PREFIX.length()), Objects.toString(value));
            }
        });
        return of(properties);
    }

    Column describe(RelationalColumn column) {
        return describe(
                column.dataCollection() + "." + column.name(),
                column.nativeType(),
                column.typeName(),
                column.jdbcType(),
                column.length().orElse(0),
                column.scale().orElse(0));
    }

    Column describe(TableId table, io.debezium.relational.Column column) {
        return describe(
                table + "." + column.name(),
                column.nativeType(),
                column.typeName(),
                column.jdbcType(),
                column.length(),
                column.scale().orElse(0));
    }

    private Column describe(String name, int oid, String typeName, int jdbcType, int length, int scale) {
        return new Column(
                name, oid, typeName, kind(oid, jdbcType), length, scale, moneyDigits, decimalsAsText, arraysAsJson);
    }

    /** pgjdbc's names for kinds of types ({@code TypeInfoCache.getSQLType}): user-defined enums are VARCHAR. */
    private static Column.Kind kind(int oid, int jdbcType) {
        if (jdbcType == Types.ARRAY) {
            return Column.Kind.ARRAY;
        }
        return jdbcType == Types.VARCHAR && Integer.compareUnsigned(oid, Column.FIRST_USER_DEFINED) >= 0
                ? Column.Kind.ENUM
                : Column.Kind.OTHER;
    }
}
