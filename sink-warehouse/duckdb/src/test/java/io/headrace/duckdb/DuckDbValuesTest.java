package io.headrace.duckdb;

import static io.headrace.duckdb.Rows.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Temporals;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.RowBlock.Kind;
import io.headrace.sql.SqlDestination;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S23: every value lands as it is, read back as DuckDB's own text. */
final class DuckDbValuesTest {

    private static final DataType STRUCT = new DataType.StructOf(List.of(
            Field.optional("n", DataType.INT32),
            Field.optional("at", DataType.TIME),
            Field.optional("doc", DataType.JSON),
            Field.optional("list", new DataType.ListOf(DataType.TEXT))));

    @TempDir
    Path directory;

    /** A value and DuckDB's text of it. */
    private record Case(@Nullable Object value, String text) {}

    private static Case is(@Nullable Object value, String text) {
        return new Case(value, text);
    }

    static Stream<Arguments> values() {
        return Stream.concat(
                Stream.concat(scalars(), temporals()).map(Arguments.class::cast), nested().map(Arguments.class::cast));
    }

    private static Arguments of(DataType type, Case... cases) {
        return Arguments.of(type, List.of(cases));
    }

    private static Stream<Arguments> scalars() {
        return Stream.of(
                of(DataType.BOOL, is(true, "true"), is(false, "false")),
                of(DataType.INT8, is(Byte.MIN_VALUE, "-128"), is(Byte.MAX_VALUE, "127")),
                of(DataType.INT16, is(Short.MIN_VALUE, "-32768"), is(Short.MAX_VALUE, "32767")),
                of(DataType.INT32, is(Integer.MIN_VALUE, "-2147483648"), is(Integer.MAX_VALUE, "2147483647")),
                of(
                        DataType.INT64,
                        is(Long.MIN_VALUE, "-9223372036854775808"),
                        is(Long.MAX_VALUE, "9223372036854775807")),
                of(
                        DataType.FLOAT32,
                        is(Float.NaN, "nan"),
                        is(Float.NEGATIVE_INFINITY, "-inf"),
                        is(Float.MIN_VALUE, "1e-45"),
                        is(-0.0f, "-0.0")),
                of(
                        DataType.FLOAT64,
                        is(Double.NaN, "nan"),
                        is(Double.POSITIVE_INFINITY, "inf"),
                        is(Double.MAX_VALUE, "1.7976931348623157e+308"),
                        is(Double.MIN_VALUE, "5e-324")),
                of(
                        new DataType.Decimal(38, 10),
                        is(
                                new BigDecimal("-9999999999999999999999999999.9999999999"),
                                "-9999999999999999999999999999.9999999999"),
                        is(new BigDecimal("1E+3"), "1000.0000000000"),
                        is(new BigDecimal("0.10"), "0.1000000000")),
                of(
                        new DataType.Decimal(38, 38),
                        is(
                                new BigDecimal("0.12345678901234567890123456789012345678"),
                                ".12345678901234567890123456789012345678")),
                of(new DataType.Decimal(4, 0), is(new BigDecimal("9999.000"), "9999")),
                of(
                        DataType.TEXT,
                        is("", ""),
                        is("a\0b", "a\0b"),
                        is("🦆 ünï\r\n\t'\"\\", "🦆 ünï\r\n\t'\"\\"),
                        is("null", "null"),
                        is("x".repeat(1 << 20), "x".repeat(1 << 20))),
                of(DataType.BYTES, is(new byte[0], ""), is(new byte[] {0, 1, -1, 'a'}, "\\x00\\x01\\xFFa")),
                of(
                        DataType.UUID,
                        is(new UUID(0, 0), "00000000-0000-0000-0000-000000000000"),
                        is(new UUID(-1, -2), "ffffffff-ffff-ffff-ffff-fffffffffffe")),
                of(
                        DataType.JSON,
                        is("{\"b\": 1.0, \"a\": [null, \"\\u0000\"]}", "{\"b\": 1.0, \"a\": [null, \"\\u0000\"]}"),
                        is("null", "null")));
    }

    private static Stream<Arguments> temporals() {
        return Stream.of(
                of(
                        DataType.DATE,
                        is(0, "1970-01-01"),
                        is(2_932_896, "9999-12-31"),
                        is(-719_163, "0001-12-31 (BC)"),
                        is(-719_528, "0001-01-01 (BC)"),
                        is(Temporals.DATE_POSITIVE_INFINITY, "infinity"),
                        is(Temporals.DATE_NEGATIVE_INFINITY, "-infinity")),
                of(
                        DataType.TIME,
                        is(0L, "00:00:00"),
                        is(1L, "00:00:00.000001"),
                        is(86_399_999_999L, "23:59:59.999999"),
                        is(Temporals.MICROS_PER_DAY, "24:00:00")),
                of(
                        DataType.TIMESTAMP,
                        is(-1L, "1969-12-31 23:59:59.999999"),
                        is(253_402_300_799_999_999L, "9999-12-31 23:59:59.999999"),
                        is(-210_866_803_200_000_000L, "4714-11-24 (BC) 00:00:00"),
                        is(DuckDbTime.LEAST_MICROS, "290309-12-22 (BC) 00:00:00"),
                        is(Temporals.POSITIVE_INFINITY, "infinity"),
                        is(Temporals.NEGATIVE_INFINITY, "-infinity")),
                of(
                        DataType.TIMESTAMP_TZ,
                        is(1_763_632_800_123_456L, "2025-11-20 10:00:00.123456+00"),
                        is(253_402_300_799_999_999L, "9999-12-31 23:59:59.999999+00"),
                        is(Temporals.POSITIVE_INFINITY, "infinity"),
                        is(Temporals.NEGATIVE_INFINITY, "-infinity")));
    }

    private static Stream<Arguments> nested() {
        Object[] struct = {1, Temporals.MICROS_PER_DAY, "{\"a\": 1}", Arrays.asList("x", null)};
        String structText = "{'n': 1, 'at': '24:00:00', 'doc': '{\"a\": 1}', 'list': [x, NULL]}";
        @Nullable Object[] nulls = {null, null, null, null};
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("b", struct);
        map.put("a", null);
        return Stream.of(
                of(
                        new DataType.ListOf(DataType.INT32),
                        is(Arrays.asList(1, null, -1), "[1, NULL, -1]"),
                        is(List.of(), "[]")),
                of(
                        new DataType.ListOf(new DataType.ListOf(DataType.TIMESTAMP)),
                        is(
                                Arrays.asList(null, List.of(), Arrays.asList(-1L, null, Temporals.NEGATIVE_INFINITY)),
                                "[NULL, [], ['1969-12-31 23:59:59.999999', NULL, -infinity]]")),
                of(
                        new DataType.ListOf(DataType.TIMESTAMP_TZ),
                        is(
                                List.of(Temporals.POSITIVE_INFINITY, 253_402_300_799_999_999L),
                                "[infinity, '9999-12-31 23:59:59.999999+00']")),
                of(
                        new DataType.ListOf(DataType.DATE),
                        is(
                                List.of(Temporals.DATE_POSITIVE_INFINITY, -719_163, Temporals.DATE_NEGATIVE_INFINITY),
                                "[infinity, '0001-12-31 (BC)', -infinity]")),
                of(
                        new DataType.ListOf(DataType.TIME),
                        is(Arrays.asList(Temporals.MICROS_PER_DAY, 1L, null), "['24:00:00', '00:00:00.000001', NULL]")),
                of(
                        new DataType.ListOf(new DataType.Decimal(10, 2)),
                        is(List.of(new BigDecimal("1.5"), BigDecimal.TEN), "[1.50, 10.00]")),
                of(new DataType.ListOf(DataType.BYTES), is(List.of(new byte[] {0, 1}), "['\\\\x00\\\\x01']")),
                of(new DataType.ListOf(DataType.JSON), is(Arrays.asList("[1]", null), "[[1], NULL]")),
                of(STRUCT, is(struct, structText), is(nulls, "{'n': NULL, 'at': NULL, 'doc': NULL, 'list': NULL}")),
                of(new DataType.ListOf(STRUCT), is(Arrays.asList(struct, null), "[" + structText + ", NULL]")),
                of(new DataType.MapOf(DataType.TEXT, STRUCT), is(map, "{b=" + structText + ", a=NULL}")),
                of(
                        new DataType.MapOf(DataType.DATE, new DataType.ListOf(DataType.FLOAT64)),
                        is(Map.of(0, List.of(Double.NaN)), "{1970-01-01=[nan]}"),
                        is(Map.of(), "{}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void landsIntact(DataType type, List<Case> cases) {
        List<Column> columns = List.of(new Column("i", DataType.INT32, false), new Column("v", type, true));
        TableSchema table = new TableSchema(TableId.of("t"), columns, List.of("i"));
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Case one : cases) {
            rows.add(Rows.row(rows.size(), one.value()));
            texts.add(one.text());
        }
        rows.add(Rows.row(rows.size(), null));
        texts.add("null");
        Warehouse warehouse = new Warehouse(directory.resolve("w.duckdb"));
        for (Kind kind : List.of(Kind.INSERT, Kind.UPSERT)) {
            TableSchema target = new TableSchema(TableId.of("t_" + kind), columns, table.key());
            try (SqlDestination destination = warehouse.destination()) {
                destination.apply(new SchemaDelta(target.id(), List.of(new SchemaDelta.CreateTable(target))));
                destination.commit(
                        List.of(destination.stage(batch(target, new Rows(kind, columns, rows)))), List.of(), List.of());

                assertThat(destination.describe(target.id()).orElseThrow().columns())
                        .isEqualTo(columns);
                assertThat(warehouse.query("SELECT v::VARCHAR FROM t_" + kind + " ORDER BY i"))
                        .as("%s", kind)
                        .isEqualTo(texts);
            }
        }
    }

    static Stream<Arguments> refused() {
        String year = "a time before 290309-12-22 BC";
        return Stream.of(
                Arguments.of(new DataType.Decimal(4, 2), Double.NaN, "NaN or infinity"),
                Arguments.of(
                        new DataType.Decimal(4, 2),
                        new BigDecimal("1.234"),
                        "a number with more than 2 digits after the point"),
                Arguments.of(
                        new DataType.Decimal(4, 2),
                        new BigDecimal("123.4"),
                        "a number with more than 2 digits before the point"),
                Arguments.of(DataType.TIMESTAMP, DuckDbTime.LEAST_MICROS - 1, year),
                Arguments.of(new DataType.ListOf(DataType.TIMESTAMP_TZ), List.of(Long.MIN_VALUE + 1), year),
                Arguments.of(DataType.TEXT, "a\uD83D", "text with half a surrogate pair, which UTF-8 has no form for"),
                Arguments.of(
                        new DataType.ListOf(DataType.TEXT),
                        List.of("\uDE00\uD83D"),
                        "text with half a surrogate pair, which UTF-8 has no form for"),
                Arguments.of(DataType.DATE, -Integer.MAX_VALUE, "a date before 5877642-06-25 BC"),
                Arguments.of(DataType.TIME, -1L, "a time of day outside 00:00 to 24:00"),
                Arguments.of(
                        new DataType.ListOf(DataType.TIME),
                        List.of(86_400_000_001L),
                        "a time of day outside 00:00 to 24:00"),
                Arguments.of(
                        new DataType.MapOf(DataType.BYTES, DataType.INT32),
                        twoEqualKeys(),
                        "a map with two equal keys"),
                Arguments.of(
                        new DataType.MapOf(DataType.FLOAT64, DataType.INT32),
                        Map.of(0.0, 1, -0.0, 2),
                        "a map with two equal keys"),
                Arguments.of(new DataType.MapOf(DataType.TEXT, DataType.INT32), nullKey(), "a map with a null key"));
    }

    private static Map<Object, Object> twoEqualKeys() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(new byte[] {1}, 1);
        map.put(new byte[] {1}, 2);
        return map;
    }

    private static Map<@Nullable String, Integer> nullKey() {
        Map<@Nullable String, Integer> map = new LinkedHashMap<>();
        map.put(null, 1);
        return map;
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("refused")
    void whatHasNoFormIsPoisonAndTheFileStaysSound(DataType type, Object value, String what) {
        Column column = new Column("v", type, true);
        TableSchema table = new TableSchema(TableId.of("t"), List.of(column), List.of());
        Warehouse warehouse = new Warehouse(directory.resolve("w.duckdb"));
        try (SqlDestination destination = warehouse.destination()) {
            destination.apply(new SchemaDelta(table.id(), List.of(new SchemaDelta.CreateTable(table))));

            assertThatThrownBy(() ->
                            destination.stage(batch(table, Rows.of(Kind.INSERT, List.of(column), Rows.row(value)))))
                    .hasMessage("Column 'v' of DuckDB type " + DuckDbTypes.name(type) + " cannot hold " + what
                            + ". Mend the record at its source, or send this field as text with a transform.")
                    .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.POISON));
            destination.discard();

            destination.commit(
                    List.of(destination.stage(
                            batch(table, Rows.of(Kind.INSERT, List.of(column), Rows.row((Object) null))))),
                    List.of(),
                    List.of());
            assertThat(warehouse.query("SELECT v::VARCHAR FROM t")).containsExactly("null");
        }
    }

    @Test
    void nullsOfEveryTypeLand() {
        List<Column> columns = new ArrayList<>();
        for (DataType type : DuckDbTypes.simple()) {
            columns.add(new Column("c" + columns.size(), type, true));
        }
        columns.add(new Column("s", STRUCT, true));
        columns.add(new Column("m", new DataType.MapOf(DataType.TEXT, DataType.TIME), true));
        TableSchema table = new TableSchema(TableId.of("t"), columns, List.of());
        Warehouse warehouse = new Warehouse(directory.resolve("w.duckdb"));
        try (SqlDestination destination = warehouse.destination()) {
            destination.apply(new SchemaDelta(table.id(), List.of(new SchemaDelta.CreateTable(table))));
            destination.commit(
                    List.of(destination.stage(
                            batch(table, Rows.of(Kind.INSERT, columns, new @Nullable Object[columns.size()])))),
                    List.of(),
                    List.of());
        }
        assertThat(warehouse.query("SELECT * FROM t"))
                .containsExactly(
                        String.join(",", columns.stream().map(c -> "null").toList()));
    }
}
