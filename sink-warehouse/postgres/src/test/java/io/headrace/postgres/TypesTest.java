package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.record.Temporals;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** S23: every type, with its extreme values, through COPY BINARY and back as the server's own text. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesTest {

    private final Postgres postgres;

    /** A canonical value, and what the server calls it. */
    record Case(
            DataType type, @Nullable Object value, @Nullable String text) {}

    TypesTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "types");
    }

    @TestFactory
    List<DynamicTest> scalarsKeepTheirValue() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(numbers());
        cases.addAll(decimals());
        cases.addAll(texts());
        cases.addAll(times());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String table = "scalar_" + i;
            Case one = cases.get(i);
            tests.add(DynamicTest.dynamicTest(one.type() + " " + shown(one.text()), () -> roundTrip(table, one)));
        }
        return tests;
    }

    private static String shown(@Nullable String text) {
        return text == null || text.length() < 60 ? String.valueOf(text) : text.substring(0, 60) + "…";
    }

    private void roundTrip(String table, Case one) throws SQLException {
        try (Destination destination = postgres.destination()) {
            DataType fitted = destination.fit(one.type());
            TableSchema made =
                    Postgres.create(destination, Rows.table(table, List.of(), new Column("v", fitted, true)));
            assertThat(made.columns()).containsExactly(new Column("v", fitted, true));
            Postgres.load(destination, made, Rows.insert(made.columns(), row(one.value()), row((Object) null)));
        }
        assertThat(postgres.column("SELECT v::text FROM " + table)).containsExactly(one.text(), null);
    }

    private static List<Case> numbers() {
        return List.of(
                new Case(DataType.BOOL, true, "true"),
                new Case(DataType.BOOL, false, "false"),
                new Case(DataType.INT8, (short) Byte.MIN_VALUE, "-128"),
                new Case(DataType.INT16, Short.MIN_VALUE, "-32768"),
                new Case(DataType.INT16, Short.MAX_VALUE, "32767"),
                new Case(DataType.INT32, Integer.MIN_VALUE, "-2147483648"),
                new Case(DataType.INT32, Integer.MAX_VALUE, "2147483647"),
                new Case(DataType.INT32, -1, "-1"),
                new Case(DataType.INT64, Long.MIN_VALUE, "-9223372036854775808"),
                new Case(DataType.INT64, Long.MAX_VALUE, "9223372036854775807"),
                new Case(DataType.FLOAT32, Float.MIN_VALUE, "1e-45"),
                new Case(DataType.FLOAT32, Float.MAX_VALUE, "3.4028235e+38"),
                new Case(DataType.FLOAT32, Float.NaN, "NaN"),
                new Case(DataType.FLOAT32, Float.NEGATIVE_INFINITY, "-Infinity"),
                new Case(DataType.FLOAT32, -0.0f, "-0"),
                new Case(DataType.FLOAT64, Double.MIN_VALUE, "5e-324"),
                new Case(DataType.FLOAT64, Double.MAX_VALUE, "1.7976931348623157e+308"),
                new Case(DataType.FLOAT64, Double.NaN, "NaN"),
                new Case(DataType.FLOAT64, Double.POSITIVE_INFINITY, "Infinity"),
                new Case(DataType.FLOAT64, 0.1, "0.1"));
    }

    private static List<Case> decimals() {
        List<Case> cases = new ArrayList<>();
        for (String text : List.of(
                "0",
                "0.00",
                "0.00000",
                "1",
                "-1",
                "0.1",
                "0.0001",
                "0.00001",
                "-0.00000000000000000001",
                "9999",
                "10000",
                "100000000",
                "12345.6789",
                "1.10",
                "123456789012345",
                "-999999999999999",
                "1234567890123456",
                "99999999999999999999999999999999999999",
                "-123456789012345678901234567890123456789012345678901234567890.000000000000000000000000000000123",
                "10000000000000000000000000000000000000000",
                "0.000000000000000000000000000000000000000000001",
                "9".repeat(1000) + "." + "9".repeat(500))) {
            cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal(text), text));
        }
        cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal("1E+5"), "100000"));
        cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal("123E+6"), "123000000"));
        cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal("-7E+131070"), "-7" + "0".repeat(131_070)));
        cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal("1E-16383"), "0." + "0".repeat(16_382) + "1"));
        cases.add(new Case(DataType.ANY_DECIMAL, new BigDecimal("0E+10"), "0"));
        cases.add(new Case(DataType.ANY_DECIMAL, Double.NaN, "NaN"));
        cases.add(new Case(DataType.ANY_DECIMAL, Double.POSITIVE_INFINITY, "Infinity"));
        cases.add(new Case(DataType.ANY_DECIMAL, Double.NEGATIVE_INFINITY, "-Infinity"));
        cases.add(new Case(new Decimal(10, 2), new BigDecimal("-12345678.90"), "-12345678.90"));
        cases.add(new Case(new Decimal(10, 2), Double.NaN, "NaN"));
        cases.add(new Case(new Decimal(5, -3), new BigDecimal("12E+3"), "12000"));
        cases.add(new Case(new Decimal(3, 5), new BigDecimal("0.00123"), "0.00123"));
        cases.add(new Case(new Decimal(1000, 1000), new BigDecimal("0." + "7".repeat(1000)), "0." + "7".repeat(1000)));
        cases.add(new Case(new Decimal(2000, 0), new BigDecimal("7".repeat(2000)), "7".repeat(2000)));
        cases.add(new Case(new Decimal(Decimal.UNBOUNDED, 3), new BigDecimal("1.234"), "1.234"));
        return cases;
    }

    private static List<Case> texts() {
        UUID uuid = UUID.fromString("ffffffff-0000-4000-8000-00000000000f");
        return List.of(
                new Case(DataType.TEXT, "", ""),
                new Case(
                        DataType.TEXT,
                        "null \\N \"quoted\" 'single' \t\r\n \\x00",
                        "null \\N \"quoted\" 'single' \t\r\n \\x00"),
                new Case(DataType.TEXT, "\u0001\u007f\u0080ÿ߿ࠀ€\uffff😀𐀀", "\u0001\u007f\u0080ÿ߿ࠀ€\uffff😀𐀀"),
                new Case(DataType.TEXT, "x".repeat(1_000_000) + "é", "x".repeat(1_000_000) + "é"),
                new Case(DataType.BYTES, new byte[0], "\\x"),
                new Case(DataType.BYTES, new byte[] {0, -1, 127, -128}, "\\x00ff7f80"),
                new Case(DataType.UUID, uuid, uuid.toString()),
                new Case(
                        DataType.JSON,
                        "{\"b\": 1.00, \"a\":2,\"a\":3, \"z\":\"\\u0000\"}",
                        "{\"b\": 1.00, \"a\":2,\"a\":3, \"z\":\"\\u0000\"}"),
                new Case(new DataType.MapOf(DataType.TEXT, DataType.INT32), "{\"k\":1}", "{\"k\":1}"),
                new Case(new ListOf(new ListOf(DataType.INT32)), "[[1],[2,3]]", "[[1],[2,3]]"));
    }

    private static List<Case> times() {
        return List.of(
                new Case(DataType.DATE, 0, "1970-01-01"),
                new Case(DataType.DATE, day(9999, 12, 31), "9999-12-31"),
                new Case(DataType.DATE, day(-4713, 11, 24), "4714-11-24 BC"),
                new Case(DataType.DATE, day(5_874_897, 12, 31), "5874897-12-31"),
                new Case(DataType.DATE, Temporals.DATE_POSITIVE_INFINITY, "infinity"),
                new Case(DataType.DATE, Temporals.DATE_NEGATIVE_INFINITY, "-infinity"),
                new Case(DataType.TIME, 0L, "00:00:00"),
                new Case(DataType.TIME, 86_399_999_999L, "23:59:59.999999"),
                new Case(DataType.TIME, Temporals.MICROS_PER_DAY, "24:00:00"),
                new Case(DataType.TIMESTAMP, -1L, "1969-12-31 23:59:59.999999"),
                new Case(DataType.TIMESTAMP, micros(LocalDateTime.of(10_000, 1, 1, 0, 0)), "10000-01-01 00:00:00"),
                new Case(DataType.TIMESTAMP, micros(LocalDateTime.of(-43, 3, 15, 12, 0)), "0044-03-15 12:00:00 BC"),
                new Case(DataType.TIMESTAMP, micros(LocalDateTime.of(-4713, 11, 24, 0, 0)), "4714-11-24 00:00:00 BC"),
                new Case(DataType.TIMESTAMP, Long.MAX_VALUE - 1, "294247-01-10 04:00:54.775806"),
                new Case(DataType.TIMESTAMP, Temporals.POSITIVE_INFINITY, "infinity"),
                new Case(DataType.TIMESTAMP, Temporals.NEGATIVE_INFINITY, "-infinity"),
                new Case(DataType.TIMESTAMP_TZ, 946_684_800_000_001L, "2000-01-01 00:00:00.000001+00"),
                new Case(DataType.TIMESTAMP_TZ, Temporals.POSITIVE_INFINITY, "infinity"));
    }

    private static int day(int year, int month, int day) {
        return (int) LocalDate.of(year, month, day).toEpochDay();
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }

    @TestFactory
    List<DynamicTest> arraysKeepTheirElements() {
        List<Case> cases = List.of(
                new Case(new ListOf(DataType.INT32), List.of(), "{}"),
                new Case(new ListOf(DataType.INT32), Arrays.asList(1, null, -3), "{1,NULL,-3}"),
                new Case(
                        new ListOf(DataType.TEXT),
                        Arrays.asList("", null, "a,b", "\"q\"", "NULL"),
                        "{\"\",NULL,\"a,b\",\"\\\"q\\\"\",\"NULL\"}"),
                new Case(new ListOf(DataType.BOOL), List.of(true, false), "{t,f}"),
                new Case(new ListOf(DataType.INT8), List.of((short) 1), "{1}"),
                new Case(new ListOf(DataType.INT64), List.of(Long.MIN_VALUE), "{-9223372036854775808}"),
                new Case(new ListOf(DataType.FLOAT32), List.of(1.5f), "{1.5}"),
                new Case(new ListOf(DataType.FLOAT64), List.of(Double.NaN), "{NaN}"),
                new Case(new ListOf(new Decimal(5, 2)), List.of(new BigDecimal("1.50")), "{1.50}"),
                new Case(new ListOf(DataType.BYTES), List.of(new byte[] {1}), "{\"\\\\x01\"}"),
                new Case(new ListOf(DataType.DATE), List.of(0), "{1970-01-01}"),
                new Case(new ListOf(DataType.TIME), List.of(1L), "{00:00:00.000001}"),
                new Case(new ListOf(DataType.TIMESTAMP), List.of(0L), "{\"1970-01-01 00:00:00\"}"),
                new Case(new ListOf(DataType.TIMESTAMP_TZ), List.of(0L), "{\"1970-01-01 00:00:00+00\"}"),
                new Case(new ListOf(DataType.UUID), List.of(new UUID(0, 1)), "{00000000-0000-0000-0000-000000000001}"),
                new Case(new ListOf(DataType.JSON), List.of("{\"a\": 1}"), "{\"{\\\"a\\\": 1}\"}"),
                new Case(
                        new ListOf(DataType.INT32),
                        List.of(List.of(1, 2), Arrays.asList(null, 4)),
                        "{{1,2},{NULL,4}}"));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String table = "array_" + i;
            Case one = cases.get(i);
            tests.add(DynamicTest.dynamicTest(one.type() + " " + one.text(), () -> roundTrip(table, one)));
        }
        return tests;
    }

    @Test
    void jsonbIsMadeWhenAskedForAndFilledWhenThere() throws SQLException {
        postgres.execute("CREATE TABLE there (v jsonb)");
        try (Destination jsonb = postgres.destination("json.form", "jsonb");
                Destination json = postgres.destination()) {
            TableSchema made =
                    Postgres.create(jsonb, Rows.table("made", List.of(), new Column("v", DataType.JSON, true)));
            Postgres.load(jsonb, made, Rows.insert(made.columns(), row("{\"a\":1}")));
            TableSchema there = Postgres.describe(json, "there");
            Postgres.load(json, there, Rows.insert(there.columns(), row("{\"a\":1}")));
        }
        assertThat(
                        postgres.rows(
                                "SELECT pg_typeof(v)::text, v::text FROM made UNION ALL SELECT pg_typeof(v)::text, v::text FROM there"))
                .containsExactly(List.of("jsonb", "{\"a\": 1}"), List.of("jsonb", "{\"a\": 1}"));
    }
}
