package io.headrace.files.format;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Temporals;
import io.headrace.core.schema.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values that break naive writers (S23): one per row, in the column of their type, with what DuckDB shows for them out of Parquet and the text they have in JSON.
 */
public record Extremes(
        String column,
        DataType type,
        @Nullable Object value,
        @Nullable String duckdb,
        String json) {

    private static final String NINES_38 = "9".repeat(38);

    public static List<Extremes> all() {
        List<Extremes> all = new ArrayList<>();
        numbers(all);
        decimals(all);
        texts(all);
        times(all);
        nested(all);
        return all;
    }

    /** A nullable column per type that occurs. */
    public static List<Column> columns() {
        return all().stream()
                .map(extreme -> new Column(extreme.column, extreme.type, true))
                .distinct()
                .toList();
    }

    /** The row that holds this value and nulls. */
    public @Nullable Object[] row() {
        List<Column> columns = columns();
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = columns.get(i).name().equals(column) ? value : null;
        }
        return row;
    }

    private static void numbers(List<Extremes> to) {
        same(to, "bool", DataType.BOOL, true, "true");
        same(to, "i8", DataType.INT8, Byte.MIN_VALUE, "-128");
        same(to, "i16", DataType.INT16, Short.MIN_VALUE, "-32768");
        same(to, "i32", DataType.INT32, Integer.MIN_VALUE, "-2147483648");
        same(to, "i64", DataType.INT64, Long.MIN_VALUE, "-9223372036854775808");
        same(to, "i64", DataType.INT64, Long.MAX_VALUE, "9223372036854775807");
        add(to, "f32", DataType.FLOAT32, Float.NaN, "nan", "\"NaN\"");
        add(to, "f32", DataType.FLOAT32, Float.MIN_VALUE, "1e-45", "1.4E-45");
        add(to, "f64", DataType.FLOAT64, Double.NaN, "nan", "\"NaN\"");
        add(to, "f64", DataType.FLOAT64, Double.POSITIVE_INFINITY, "inf", "\"Infinity\"");
        add(to, "f64", DataType.FLOAT64, Double.NEGATIVE_INFINITY, "-inf", "\"-Infinity\"");
        same(to, "f64", DataType.FLOAT64, -0.0d, "-0.0");
        add(to, "f64", DataType.FLOAT64, Double.MAX_VALUE, "1.7976931348623157e+308", "1.7976931348623157E308");
    }

    private static void decimals(List<Extremes> to) {
        same(to, "d9", new DataType.Decimal(9, 2), new BigDecimal("-9999999.99"), "-9999999.99");
        add(
                to,
                "d18",
                new DataType.Decimal(18, 18),
                new BigDecimal("0.999999999999999999"),
                ".999999999999999999",
                "0.999999999999999999");
        same(to, "d19", new DataType.Decimal(19, 0), new BigDecimal("-9999999999999999999"), "-9999999999999999999");
        same(to, "d38", new DataType.Decimal(38, 0), new BigDecimal(NINES_38), NINES_38);
        same(to, "d38", new DataType.Decimal(38, 0), new BigDecimal("-" + NINES_38), "-" + NINES_38);
        add(to, "d38s", new DataType.Decimal(38, 10), new BigDecimal("1e-10"), "0.0000000001", "0.0000000001");
        add(to, "d38s", new DataType.Decimal(38, 10), new BigDecimal("2.5"), "2.5000000000", "2.5");
    }

    private static void texts(List<Extremes> to) {
        add(to, "text", DataType.TEXT, "", "", "\"\"");
        add(
                to,
                "text",
                DataType.TEXT,
                "a\u0000b\n\"\\?\uD83D\uDE80",
                "a\u0000b\n\"\\?\uD83D\uDE80",
                "\"a\\u0000b\\n\\\"\\\\?\uD83D\uDE80\"");
        add(
                to,
                "json",
                DataType.JSON,
                "{\"a\": [1, 1e400, null], \"a\": {}}",
                "{\"a\": [1, 1e400, null], \"a\": {}}",
                "{\"a\":[1,1e400,null],\"a\":{}}");
        add(to, "json", DataType.JSON, "\"text\"", "\"text\"", "\"text\"");
        add(to, "bytes", DataType.BYTES, new byte[] {0, -1, 39}, "\\x00\\xFF\\x27", "\"AP8n\"");
        add(to, "bytes", DataType.BYTES, new byte[0], "", "\"\"");
        String uuid = "ffffffff-ffff-4fff-bfff-ffffffffffff";
        add(to, "uuid", DataType.UUID, UUID.fromString(uuid), uuid, '"' + uuid + '"');
    }

    private static void times(List<Extremes> to) {
        add(to, "date", DataType.DATE, days("9999-12-31"), "9999-12-31", "\"9999-12-31\"");
        add(to, "date", DataType.DATE, days("-0043-03-15"), "0044-03-15 (BC)", "\"-0043-03-15\"");
        add(to, "date", DataType.DATE, days("+12345-01-01"), "12345-01-01", "\"+12345-01-01\"");
        add(to, "date", DataType.DATE, Temporals.DATE_POSITIVE_INFINITY, "infinity", "\"infinity\"");
        add(to, "date", DataType.DATE, Temporals.DATE_NEGATIVE_INFINITY, "-infinity", "\"-infinity\"");
        add(to, "time", DataType.TIME, 0L, "00:00:00", "\"00:00:00\"");
        add(to, "time", DataType.TIME, Temporals.MICROS_PER_DAY - 1, "23:59:59.999999", "\"23:59:59.999999\"");
        add(to, "time", DataType.TIME, Temporals.MICROS_PER_DAY, "24:00:00", "\"24:00:00\"");
        add(
                to,
                "ts",
                DataType.TIMESTAMP,
                micros("9999-12-31T23:59:59.999999"),
                "9999-12-31 23:59:59.999999",
                "\"9999-12-31T23:59:59.999999\"");
        add(
                to,
                "ts",
                DataType.TIMESTAMP,
                micros("1969-12-31T23:59:59.999999"),
                "1969-12-31 23:59:59.999999",
                "\"1969-12-31T23:59:59.999999\"");
        add(
                to,
                "ts",
                DataType.TIMESTAMP,
                micros("-4712-01-01T00:00:00"),
                "4713-01-01 (BC) 00:00:00",
                "\"-4712-01-01T00:00:00\"");
        add(to, "ts", DataType.TIMESTAMP, Temporals.POSITIVE_INFINITY, "infinity", "\"infinity\"");
        add(to, "ts", DataType.TIMESTAMP, Temporals.NEGATIVE_INFINITY, "-infinity", "\"-infinity\"");
        add(
                to,
                "tz",
                DataType.TIMESTAMP_TZ,
                micros("2024-02-29T12:00:00.5"),
                "2024-02-29 12:00:00.5+00",
                "\"2024-02-29T12:00:00.5Z\"");
        add(to, "tz", DataType.TIMESTAMP_TZ, Temporals.POSITIVE_INFINITY, "infinity", "\"infinity\"");
    }

    private static void nested(List<Extremes> to) {
        DataType numbers = new DataType.ListOf(DataType.INT32);
        add(to, "list", numbers, List.of(), "[]", "[]");
        add(to, "list", numbers, Arrays.asList(1, null, 3), "[1, NULL, 3]", "[1,null,3]");
        DataType matrix = new DataType.ListOf(numbers);
        add(
                to,
                "matrix",
                matrix,
                Arrays.asList(List.of(1, 2), null, List.of(), Arrays.asList((Integer) null)),
                "[[1, 2], NULL, [], [NULL]]",
                "[[1,2],null,[],[null]]");
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("b", 1L);
        map.put("a", null);
        add(to, "map", new DataType.MapOf(DataType.TEXT, DataType.INT64), map, "{b=1, a=NULL}", "{\"b\":1,\"a\":null}");
        add(to, "map", new DataType.MapOf(DataType.TEXT, DataType.INT64), Map.of(), "{}", "{}");
        add(
                to,
                "imap",
                new DataType.MapOf(DataType.INT32, DataType.BOOL),
                Map.of(7, true),
                "{7=true}",
                "[{\"key\":7,\"value\":true}]");
        DataType struct = new DataType.StructOf(List.of(
                Field.required("id", DataType.INT32),
                Field.optional("tags", new DataType.ListOf(DataType.TEXT)),
                Field.optional("at", new DataType.StructOf(List.of(Field.optional("x", DataType.FLOAT64))))));
        add(
                to,
                "struct",
                struct,
                new @Nullable Object[] {1, List.of("x"), new Object[] {0.5}},
                "{'id': 1, 'tags': [x], 'at': {'x': 0.5}}",
                "{\"id\":1,\"tags\":[\"x\"],\"at\":{\"x\":0.5}}");
        add(
                to,
                "struct",
                struct,
                new @Nullable Object[] {2, null, null},
                "{'id': 2, 'tags': NULL, 'at': NULL}",
                "{\"id\":2,\"tags\":null,\"at\":null}");
        add(to, "struct", struct, null, null, "null");
    }

    private static void same(List<Extremes> to, String column, DataType type, Object value, String text) {
        add(to, column, type, value, text, text);
    }

    private static void add(
            List<Extremes> to,
            String column,
            DataType type,
            @Nullable Object value,
            @Nullable String duckdb,
            String json) {
        to.add(new Extremes(column, type, value, duckdb, json));
    }

    private static int days(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(time));
    }
}
