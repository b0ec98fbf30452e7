package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DecoderOptions;
import io.headrace.core.record.RecordDecoder;
import io.headrace.core.record.RecordDecoders;
import io.headrace.core.record.Row;
import io.headrace.runtime.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S23: every built-in type and its extremes, read by the snapshot and from the log, and decoded as a sink does. */
class TypesTest {

    private static EmbeddedPostgres postgres;

    /** @param expected the canonical value as text: days, microseconds, hex for bytes */
    private record Case(String type, String literal, String expected) {}

    private static Case of(String type, String literal, String expected) {
        return new Case(type, literal, expected);
    }

    /** A value whose text is its canonical form. */
    private static Case same(String type, String literal) {
        return new Case(type, literal, literal);
    }

    private static final List<Case> NUMBERS = List.of(
            same("int2", "-32768"),
            same("int4", "2147483647"),
            same("int8", "-9223372036854775808"),
            of("oid", "4294967295", "4294967295"),
            of("bool", "true", "true"),
            of("float4", "1.1", "1.1"),
            same("float4", "NaN"),
            same("float8", "-Infinity"),
            of("float8", "1e-300", "1.0E-300"),
            same("numeric(10,2)", "12.30"),
            of("numeric(5,-2)", "12300", "12300"),
            of("numeric(3,5)", "0.00012", "0.00012"),
            same("numeric(60,10)", "12345678901234567890123456789012345678901234567890.1234567891"),
            same("numeric", "1.500"),
            same("numeric", "0.00000000000000000001"),
            same("numeric", "123456789012345678901234567890123456789012.5"),
            same("numeric", "NaN"),
            same("numeric", "Infinity"),
            same("numeric", "-Infinity"),
            same("amount", "5.10"),
            same("money", "1234.56"),
            same("money", "-92233720368547758.08"),
            same("positive", "5"));

    private static final List<Case> TIMES = List.of(
            of("date", "infinity", "2147483647"),
            of("date", "-infinity", "-2147483648"),
            of("date", "4713-01-01 BC", "-2440550"),
            of("date", "1582-10-10", "-141432"),
            of("date", "5874897-12-31", "2145042905"),
            of("time", "24:00", "86400000000"),
            of("time", "12:34:56.123456", "45296123456"),
            of("time(0)", "12:34:57", "45297000000"),
            of("timetz", "12:34:56.123456+05:30", "25496123456"),
            of("timetz", "24:00:00+00", "86400000000"),
            of("timetz", "23:59:59-08", "28799000000"),
            of("timestamp", "infinity", "9223372036854775807"),
            of("timestamp", "-infinity", "-9223372036854775808"),
            of("timestamp", "0044-03-15 10:00:00 BC", "-63517788000000000"),
            of("timestamp", "294246-12-31 23:59:59.999999", "9223371244799999999"),
            of("timestamp", "2024-03-31 02:30:00.123456", "1711852200123456"),
            of("timestamp(3)", "2024-01-01 01:02:03.123", "1704070923123000"),
            of("timestamptz", "infinity", "9223372036854775807"),
            of("timestamptz", "-infinity", "-9223372036854775808"),
            of("timestamptz", "0044-03-15 10:00:00+00 BC", "-63517788000000000"),
            of("timestamptz", "2024-03-31 02:30:00.123456+02", "1711845000123456"),
            of("timestamptz(0)", "12024-01-01 01:02:03+00", "317273590923000000"),
            of("interval", "1 year 2 mons -3 days +04:05:06.789012", "P1Y2M-3DT4H5M6.789012S"),
            same("interval", "infinity"),
            of("interval", "2562047788:00:54.775807", "PT2562047788H54.775807S"));

    private static final List<Case> TEXTS = List.of(
            same("text", ""),
            same("text", "a\n€\t\\"),
            same("varchar(10)", "x"),
            of("char(5)", "ab", "ab   "),
            same("\"char\"", "z"),
            same("name", "nm"),
            of("bytea", "\\x00ff10", "00ff10"),
            of("bytea", "", ""),
            same("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            same("json", "{\"a\":  1.0}"),
            same("jsonb", "{\"a\": 1.00}"),
            same("xml", "<a>1</a>"),
            of("jsonpath", "$.a", "$.\"a\""),
            of("bit(1)", "1", "true"),
            same("bit(3)", "101"),
            same("varbit", "0010"),
            same("varbit", ""),
            same("varbit(1)", "1"),
            same("inet", "10.0.0.1/24"),
            same("cidr", "10.0.0.0/8"),
            same("macaddr", "08:00:2b:01:02:03"),
            same("macaddr8", "08:00:2b:01:02:03:04:05"),
            of("tsvector", "a:1 b:2", "'a':1 'b':2"),
            of("tsquery", "a & b", "'a' & 'b'"),
            of("hstore", "a=>1,b=>NULL", "{\"a\":\"1\",\"b\":null}"),
            same("ltree", "a.b"),
            same("citext", "Ab"),
            same("mood", "it's \"q\", {x}"));

    private static final List<Case> OTHERS = List.of(
            of("point", "(1.5,2)", "[1.5, 2.0, 0101000000000000000000f83f0000000000000040, null]"),
            same("line", "{1,2,3}"),
            same("lseg", "[(1,2),(3,4)]"),
            same("box", "(3,4),(1,2)"),
            same("path", "[(1,2),(3,4)]"),
            same("polygon", "((1,2),(3,4))"),
            same("circle", "<(1,2),3>"),
            same("int4range", "[1,5)"),
            same("int8range", "empty"),
            same("numrange", "[1.5,)"),
            of("tsrange", "[2024-01-01,2024-01-02)", "[\"2024-01-01 00:00:00\",\"2024-01-02 00:00:00\")"),
            same("daterange", "[2024-01-01,2024-02-01)"),
            same("int4multirange", "{[1,3),[5,7)}"),
            same("datemultirange", "{}"),
            same("regclass", "pg_class"),
            of("regtype", "int4", "integer"),
            same("pg_lsn", "16/B374D848"),
            same("xid", "5"),
            same("xid8", "18446744073709551615"),
            same("tid", "(1,2)"),
            same("cid", "3"),
            same("txid_snapshot", "10:20:10,14,15"),
            same("pg_snapshot", "10:20:10,14,15"),
            of("int2vector", "1 2", "[1, 2]"),
            of("oidvector", "1 4294967295", "[1, 4294967295]"),
            same("refcursor", "cur"),
            same("aclitem", "postgres=r/postgres"),
            same("pair", "(1,\"x y\")"));

    private static final List<Case> ARRAYS = List.of(
            of("tags", "{a,b}", "[a, b]"),
            of("int4[]", "{1,NULL,3}", "[1, null, 3]"),
            of("int4[]", "{}", "[]"),
            of("int4[]", "[0:1]={5,6}", "[5, 6]"),
            of("int2[]", "{-1}", "[-1]"),
            of("int8[]", "{9223372036854775807}", "[9223372036854775807]"),
            of("text[]", "{a,NULL,\"N,\\\"ULL\",\"\",\"null\"}", "[a, null, N,\"ULL, , null]"),
            of("char(3)[]", "{a}", "[a  ]"),
            of("numeric[]", "{1.50,NaN,-Infinity}", "[1.50, NaN, -Infinity]"),
            of("numeric(5,2)[]", "{1.50,NULL}", "[1.50, null]"),
            of("float4[]", "{1.5,NaN}", "[1.5, NaN]"),
            of("float8[]", "{1.5,Infinity}", "[1.5, Infinity]"),
            of("bool[]", "{t,f,NULL}", "[true, false, null]"),
            of("date[]", "{infinity,0044-03-15 BC}", "[2147483647, -735160]"),
            of("time[]", "{12:00:01.5,24:00}", "[43201500000, 86400000000]"),
            of("timetz[]", "{12:00:01.123456+05:30}", "[23401123456]"),
            of("timestamp[]", "{infinity,\"0044-03-15 10:00:00 BC\"}", "[9223372036854775807, -63517788000000000]"),
            of(
                    "timestamptz[]",
                    "{-infinity,\"0044-03-15 10:00:00+00 BC\"}",
                    "[-9223372036854775808, -63517788000000000]"),
            of("interval[]", "{1 mon}", "[P1M]"),
            of("uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "[a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11]"),
            of("bytea[]", "{\"\\\\x00ff\"}", "[00ff]"),
            of("json[]", "{\"{\\\"a\\\":1}\"}", "[{\"a\":1}]"),
            of("jsonb[]", "{\"{\\\"a\\\":1}\"}", "[{\"a\": 1}]"),
            of("xml[]", "{<a/>}", "[<a/>]"),
            of("money[]", "{$1.50}", "[1.50]"),
            of("bit(3)[]", "{101}", "[101]"),
            of("varbit[]", "{0010}", "[0010]"),
            of("inet[]", "{10.0.0.1}", "[10.0.0.1]"),
            of("point[]", "{\"(1,2)\"}", "[(1,2)]"),
            of("box[]", "{(3,4),(1,2);(7,8),(5,6)}", "[(3,4),(1,2), (7,8),(5,6)]"),
            of("int4range[]", "{\"[1,5)\"}", "[[1,5)]"),
            of("int4multirange[]", "{\"{[1,2)}\"}", "[{[1,2)}]"),
            of("mood[]", "{sad,NULL}", "[sad, null]"),
            of("positive[]", "{1}", "[1]"),
            of("hstore[]", "{a=>1}", "[\"a\"=>\"1\"]"),
            of("ltree[]", "{a.b}", "[a.b]"),
            of("citext[]", "{Ab}", "[Ab]"),
            of("oid[]", "{4294967295}", "[4294967295]"),
            of("pg_lsn[]", "{16/B374D848}", "[16/B374D848]"),
            of("name[]", "{nm}", "[nm]"),
            of("\"char\"[]", "{z}", "[z]"),
            of("tsvector[]", "{a:1}", "['a':1]"),
            of("pair[]", "{\"(1,x)\"}", "[(1,x)]"),
            of("regclass[]", "{pg_class}", "[pg_class]"));

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
        postgres.execute(
                "postgres",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s \"q\", {x}')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN positive AS int CHECK (value > 0)",
                "CREATE DOMAIN amount AS numeric(10,2)",
                "CREATE DOMAIN tags AS text[]",
                // Styles that must not matter.
                "ALTER DATABASE postgres SET IntervalStyle = 'sql_standard'",
                "ALTER DATABASE postgres SET DateStyle = 'German'",
                "ALTER DATABASE postgres SET bytea_output = 'escape'",
                "ALTER DATABASE postgres SET TimeZone = 'Asia/Kathmandu'");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @Test
    void numbers() throws Exception {
        check("numbers", NUMBERS);
    }

    @Test
    void times() throws Exception {
        check("times", TIMES);
    }

    @Test
    void texts() throws Exception {
        check("texts", TEXTS);
    }

    @Test
    void others() throws Exception {
        check("others", OTHERS);
    }

    @Test
    void arrays() throws Exception {
        check("arrays", ARRAYS);
    }

    /** One table with a column per case, not null, so that nothing may quietly become null. */
    private static void check(String table, List<Case> cases) throws Exception {
        create(table, cases);
        postgres.execute("postgres", "INSERT INTO " + table + " VALUES (1" + values(cases) + ")");
        try (TaskHarness task = new TaskHarness(TaskHarness.properties(postgres, table, "public." + table))) {
            task.start();
            task.untilRows(1);
            postgres.execute(
                    "postgres",
                    "INSERT INTO " + table + " VALUES (2" + values(cases) + ")",
                    "UPDATE " + table + " SET id = 3 WHERE id = 2",
                    "DELETE FROM " + table + " WHERE id = 3");
            List<SourceRecord> rows = task.untilRows(7);
            assertThat(rows.get(0).valueSchema())
                    .as("snapshot and log give one shape")
                    .isEqualTo(rows.get(1).valueSchema());
            RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
            SoftAssertions softly = new SoftAssertions();
            for (SourceRecord row : List.of(rows.get(0), rows.get(1), rows.get(4))) {
                Row after = Objects.requireNonNull(decode(decoder, row).after());
                for (int i = 0; i < cases.size(); i++) {
                    softly.assertThat(text(after.value(after.schema().indexOf("c" + i))))
                            .as(TaskHarness.describe(row).charAt(0) + " " + cases.get(i))
                            .isEqualTo(cases.get(i).expected());
                }
            }
            softly.assertAll();
            assertThat(TaskHarness.describe(rows.get(5))).startsWith("d 3");
        }
    }

    @Test
    void arraysOfMoreDimensionsArriveAsJsonWhenAskedTo() throws Exception {
        List<Case> cases = List.of(
                of("int4[]", "{{1,NULL},{3,4}}", "[[1,null],[3,4]]"),
                of("float8[]", "{1.5,NaN}", "[1.5,\"NaN\"]"),
                of("bool[]", "{t,f}", "[true,false]"),
                of("text[]", "{{\"a\\\"b\",t},{\"\\\\\",c}}", "[[\"a\\\"b\",\"t\"],[\"\\\\\",\"c\"]]"));
        create("dimensions", cases);
        Map<String, String> properties =
                new HashMap<>(TaskHarness.properties(postgres, "dimensions", "public.dimensions"));
        properties.put("array.format", "json");
        try (TaskHarness task = new TaskHarness(properties)) {
            task.startStreaming();
            postgres.execute("postgres", "INSERT INTO dimensions VALUES (1" + values(cases) + ")");
            Row after = decoded(task.untilRows(1).get(0));
            for (int i = 0; i < cases.size(); i++) {
                assertThat(text(after.value(i + 1))).isEqualTo(cases.get(i).expected());
            }
        }
    }

    @Test
    void decimalsArriveAsTextWhenAskedTo() throws Exception {
        List<Case> cases =
                List.of(same("numeric(10,2)", "NaN"), same("numeric", "-Infinity"), same("numeric(10,2)", "1.50"));
        create("decimals", cases);
        Map<String, String> properties = new HashMap<>(TaskHarness.properties(postgres, "decimals", "public.decimals"));
        properties.put("decimal.format", "text");
        try (TaskHarness task = new TaskHarness(properties)) {
            task.startStreaming();
            postgres.execute("postgres", "INSERT INTO decimals VALUES (1" + values(cases) + ")");
            Row after = decoded(task.untilRows(1).get(0));
            for (int i = 0; i < cases.size(); i++) {
                assertThat(text(after.value(i + 1))).isEqualTo(cases.get(i).expected());
            }
        }
    }

    private static void create(String table, List<Case> cases) {
        StringBuilder sql = new StringBuilder("CREATE TABLE " + table + " (id int PRIMARY KEY");
        for (int i = 0; i < cases.size(); i++) {
            sql.append(", c").append(i).append(' ').append(cases.get(i).type()).append(" NOT NULL");
        }
        postgres.execute("postgres", sql + ")");
    }

    private static String values(List<Case> cases) {
        return cases.stream()
                .map(each -> ", '" + each.literal().replace("'", "''") + "'")
                .collect(Collectors.joining());
    }

    private static Row decoded(SourceRecord record) {
        return Objects.requireNonNull(
                decode(RecordDecoders.create(DecoderOptions.defaults()), record).after());
    }

    private static ChangeRecord decode(RecordDecoder decoder, SourceRecord record) {
        return Objects.requireNonNull(decoder.decode(new SinkRecord(
                record.topic(), 0, record.keySchema(), record.key(), record.valueSchema(), record.value(), 0)));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TypesTest::text).toList().toString();
        }
        if (value instanceof Object[] struct) {
            return Arrays.stream(struct).map(TypesTest::text).toList().toString();
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
