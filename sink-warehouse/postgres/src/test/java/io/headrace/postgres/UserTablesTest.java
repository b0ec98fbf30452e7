package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that a user made, with types that Headrace never makes: values come as text and are cast. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserTablesTest {

    private final Postgres postgres;

    UserTablesTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "user_tables");
        postgres.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'so; \"so\"')",
                "CREATE SCHEMA \"Odd \"\"Schema\"\"\"",
                "CREATE TYPE \"Odd \"\"Schema\"\"\".\"Type x\" AS ENUM ('a')",
                "CREATE TYPE pair AS (x int, y text)",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE DOMAIN price AS numeric(10,2) NOT NULL",
                "CREATE DOMAIN address AS inet",
                "CREATE DOMAIN twice AS price");
    }

    /** A column type, the text that feeds it, and the text it reads back as. */
    record Case(String column, String given, String stored) {}

    @TestFactory
    List<DynamicTest> textBecomesEveryBuiltInType() {
        List<Case> cases = List.of(
                new Case("varchar(5)", "abc", "abc"),
                new Case("char(5)", "abc", "abc"),
                new Case("\"char\"", "x", "x"),
                new Case("name", "abc", "abc"),
                new Case("inet", "10.0.0.1/8", "10.0.0.1/8"),
                new Case("cidr", "10.0.0.0/8", "10.0.0.0/8"),
                new Case("macaddr", "08:00:2b:01:02:03", "08:00:2b:01:02:03"),
                new Case("macaddr8", "08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:05"),
                new Case("interval", "P1Y2M3DT4H5M6.789S", "1 year 2 mons 3 days 04:05:06.789"),
                new Case("interval(0)", "1 day -00:00:01", "1 day -00:00:01"),
                new Case("bit(4)", "1010", "1010"),
                new Case("bit varying(8)", "101", "101"),
                new Case("bit(1)", "true", "1"),
                new Case("bit", "0", "0"),
                new Case("point", "{\"x\":1.5,\"y\":-2,\"wkb\":\"\",\"srid\":null}", "(1.5,-2)"),
                new Case("money", "-1234.50", "-$1,234.50"),
                new Case("xml", "<a>b</a>", "<a>b</a>"),
                new Case("point", "(1,2)", "(1,2)"),
                new Case("line", "{1,2,3}", "{1,2,3}"),
                new Case("lseg", "[(1,2),(3,4)]", "[(1,2),(3,4)]"),
                new Case("box", "(3,4),(1,2)", "(3,4),(1,2)"),
                new Case("path", "[(1,2),(3,4)]", "[(1,2),(3,4)]"),
                new Case("polygon", "((1,2),(3,4),(5,6))", "((1,2),(3,4),(5,6))"),
                new Case("circle", "<(1,2),3>", "<(1,2),3>"),
                new Case("tsvector", "'a':1 'b':2", "'a':1 'b':2"),
                new Case("tsquery", "'a' & 'b'", "'a' & 'b'"),
                new Case("int4range", "[1,5)", "[1,5)"),
                new Case("int8range", "(,5)", "(,5)"),
                new Case("numrange", "[1.5,2.5]", "[1.5,2.5]"),
                new Case("tsrange", "[2020-01-01,2021-01-01)", "[\"2020-01-01 00:00:00\",\"2021-01-01 00:00:00\")"),
                new Case("tstzrange", "[2020-01-01 00:00+00,)", "[\"2020-01-01 00:00:00+00\",)"),
                new Case("daterange", "empty", "empty"),
                new Case("int4multirange", "{[1,3),[5,7)}", "{[1,3),[5,7)}"),
                new Case("timetz", "23:59:59.5+02", "23:59:59.5+02"),
                new Case("timetz", "10:00:00", "10:00:00+00"),
                new Case("pg_lsn", "16/B374D848", "16/B374D848"),
                new Case("xid8", "42", "42"),
                new Case("regclass", "pg_class", "pg_class"),
                new Case("jsonpath", "$.\"a\"", "$.\"a\""),
                new Case("pg_snapshot", "10:20:", "10:20:"),
                new Case("mood", "so; \"so\"", "so; \"so\""),
                new Case("\"Odd \"\"Schema\"\"\".\"Type x\"", "a", "a"),
                new Case("pair", "(1,\"a b\")", "(1,\"a b\")"),
                new Case("address", "10.0.0.1", "10.0.0.1/32"),
                new Case("text COLLATE \"C\"", "é", "é"));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            String table = "exotic_" + i;
            tests.add(DynamicTest.dynamicTest(one.column() + " " + one.given(), () -> castFromText(table, one)));
        }
        return tests;
    }

    private void castFromText(String name, Case one) throws SQLException {
        postgres.execute("CREATE TABLE " + name + " (id int PRIMARY KEY, v " + one.column() + ")");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, name);
            assertThat(table.columns().get(1).type()).isEqualTo(DataType.TEXT);
            Postgres.load(destination, table, Rows.insert(table.columns(), row(1, one.given()), row(2, null)));
            Postgres.load(destination, table, Rows.upsert(table.columns(), row(2, one.given()), row(3, one.given())));
        }
        assertThat(postgres.column("SELECT trim(v::text) FROM " + name + " ORDER BY id"))
                .containsExactly(one.stored(), one.stored(), one.stored());
    }

    @Test
    void arraysOfSuchTypesAreCastAsAWhole() throws SQLException {
        postgres.execute("CREATE TABLE arrays (a inet[], b mood[], c bit(3)[], d varchar(2)[], e positive[])");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "arrays");
            assertThat(table.columns().stream().map(Column::type)).containsOnly(new ListOf(DataType.TEXT));
            Postgres.load(
                    destination,
                    table,
                    Rows.insert(
                            table.columns(),
                            row(List.of("10.0.0.1"), List.of("sad"), List.of("101"), List.of("ab"), List.of("7"))));
        }
        assertThat(postgres.rows("SELECT a::text, b::text, c::text, d::text, e::text FROM arrays"))
                .containsExactly(List.of("{10.0.0.1}", "{sad}", "{101}", "{ab}", "{7}"));
    }

    @Test
    void domainsCountAsWhatTheyRestOn() throws SQLException {
        postgres.execute("CREATE TABLE domains (a positive, b price, c twice, d oid)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "domains");
            assertThat(table.columns())
                    .containsExactly(
                            new Column("a", DataType.INT32, true),
                            new Column("b", new Decimal(10, 2), false),
                            new Column("c", new Decimal(10, 2), false),
                            new Column("d", DataType.INT64, true));
            var one = new java.math.BigDecimal("1.00");
            Postgres.load(destination, table, Rows.insert(table.columns(), row(1, one, one, 4_294_967_295L)));
            assertThatThrownBy(() ->
                            destination.stage(Rows.batch(table, Rows.insert(table.columns(), row(-1, one, one, 0L)))))
                    .hasMessage(
                            "Postgres could not load table domains (SQLSTATE 23514): a row breaks the check constraint"
                                    + " 'positive_check'");
        }
        assertThat(postgres.rows("SELECT a, b::text, c::text, d::text FROM domains"))
                .containsExactly(List.of(1, "1.00", "1.00", "4294967295"));
    }

    @Test
    void aCastNeverCutsAValue() throws SQLException {
        postgres.execute("CREATE TABLE cuts (id int PRIMARY KEY, a varchar(2), b bit(2))");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "cuts");
            assertThatThrownBy(() ->
                            destination.stage(Rows.batch(table, Rows.upsert(table.columns(), row(1, "abc", "10")))))
                    .hasMessageContaining("(SQLSTATE 22001)");
            destination.discard();
            assertThatThrownBy(() ->
                            destination.stage(Rows.batch(table, Rows.upsert(table.columns(), row(1, "ab", "101")))))
                    .hasMessageContaining("(SQLSTATE 22026)");
        }
    }

    /** Debezium's default form, microseconds, would silently become as many seconds. */
    @Test
    void anIntervalWithoutUnitIsRefused() throws SQLException {
        postgres.execute("CREATE TABLE spans (v interval)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "spans");
            assertThatThrownBy(
                            () -> destination.stage(Rows.batch(table, Rows.insert(table.columns(), row("3600000000")))))
                    .hasMessage(
                            "Postgres could not load table spans (SQLSTATE 22007): a date or time is not one that its"
                                    + " column takes");
        }
    }

    @Test
    void hstoreTakesItsOwnTextAndJson() throws SQLException {
        assumeThat(postgres.column("SELECT name FROM pg_available_extensions WHERE name = 'hstore'"))
                .isNotEmpty();
        postgres.execute("CREATE EXTENSION hstore", "CREATE TABLE stores (id int PRIMARY KEY, v hstore)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "stores");
            Postgres.load(
                    destination,
                    table,
                    Rows.insert(table.columns(), row(1, "a=>1, b=>NULL"), row(2, "{\"a\":\"1\",\"b\":null}")));
        }
        assertThat(postgres.column("SELECT v::text FROM stores"))
                .containsExactly("\"a\"=>\"1\", \"b\"=>NULL", "\"a\"=>\"1\", \"b\"=>NULL");
    }

    @Test
    void textThatIgnoresCaseAndTreesAreCast() throws SQLException {
        assumeThat(postgres.column("SELECT name FROM pg_available_extensions WHERE name IN ('citext', 'ltree')"))
                .hasSize(2);
        postgres.execute(
                "CREATE SCHEMA ext",
                "CREATE EXTENSION citext SCHEMA ext",
                "CREATE EXTENSION ltree SCHEMA ext",
                "ALTER DATABASE user_tables SET search_path = public, ext",
                "CREATE TABLE folded (v ext.citext PRIMARY KEY, w ext.ltree)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "folded");
            Postgres.load(destination, table, Rows.upsert(table.columns(), row("Key", "Top.Science")));
            Postgres.load(destination, table, Rows.upsert(table.columns(), row("KEY", "Top")));
            assertThatThrownBy(() -> destination.stage(
                            Rows.batch(table, Rows.upsert(table.columns(), row("a", "b"), row("A", "c")))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessageEndingWith(
                            ". Two records have keys that the table takes for one; give the key columns a type and"
                                    + " collation that tell them apart.");
            destination.discard();
            Postgres.load(
                    destination, table, Rows.delete(List.of(table.columns().get(0)), row("key")));
        }
        assertThat(postgres.column("SELECT count(*) FROM folded")).containsExactly(0L);
    }

    @Test
    void identityColumnsTakeTheSourcesValues() throws SQLException {
        postgres.execute("CREATE TABLE identity (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "identity");
            Postgres.load(destination, table, Rows.insert(table.columns(), row(5L, "five")));
            Postgres.load(destination, table, Rows.upsert(table.columns(), row(5L, "FIVE"), row(6L, "six")));
        }
        assertThat(postgres.rows("SELECT id, v FROM identity ORDER BY id"))
                .containsExactly(List.of(5L, "FIVE"), List.of(6L, "six"));
    }

    @Test
    void generatedColumnsCannotBeLoaded() throws SQLException {
        postgres.execute("CREATE TABLE computed (a int PRIMARY KEY, b int GENERATED ALWAYS AS (a * 2) STORED)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "computed");
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.upsert(table.columns(), row(1, 2)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessageEndingWith(". Drop the field with a transform, or make the column an ordinary one.");
        }
    }

    @Test
    void viewsAreRefused() throws SQLException {
        postgres.execute("CREATE VIEW looks AS SELECT 1 AS a");
        try (Destination destination = postgres.destination()) {
            assertThatThrownBy(() -> Postgres.describe(destination, "looks"))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessage("'public.looks' in Postgres is a view; rows can be loaded into tables only."
                            + " Rename it, or route the topic to another table.");
        }
    }

    @Test
    void partitionedTablesAreLoaded() throws SQLException {
        postgres.execute(
                "CREATE TABLE parts (id int, day date, v text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day)",
                "CREATE TABLE parts_rest PARTITION OF parts DEFAULT");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "parts");
            assertThat(table.key()).containsExactly("day", "id");
            Postgres.load(destination, table, Rows.upsert(table.columns(), row(1, 0, "a")));
            Postgres.load(destination, table, Rows.upsert(table.columns(), row(1, 0, "b")));
        }
        assertThat(postgres.rows("SELECT id, v FROM parts")).containsExactly(List.of(1, "b"));
    }
}
