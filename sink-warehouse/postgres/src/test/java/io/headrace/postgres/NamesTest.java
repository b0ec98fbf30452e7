package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** S24 and S25: names that want to be SQL, names as long as they may be, and tables as wide as they may be. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {

    private final Postgres postgres;

    NamesTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "names");
    }

    @TestFactory
    List<DynamicTest> anyNameIsATableAColumnAndASchema() {
        return List.of(
                        "select",
                        "A_B",
                        "a_b",
                        "a.b",
                        "a/b",
                        "../../etc/passwd",
                        " leading and trailing ",
                        "\"",
                        "\"\"; DROP TABLE victims; --",
                        "'); DROP TABLE victims; --",
                        "$$; DROP TABLE victims; $$",
                        "a\\b\n\t\r",
                        "?",
                        "{fn now()}",
                        "%s%d",
                        "_headrace_staging",
                        "xmin?",
                        "😀 ẞ ﬁ",
                        "é".repeat(31),
                        "n".repeat(63))
                .stream()
                .map(name -> DynamicTest.dynamicTest(name.strip(), () -> roundTrip(name)))
                .toList();
    }

    private void roundTrip(String name) throws SQLException {
        postgres.execute("CREATE TABLE IF NOT EXISTS victims (id int)");
        Column key = new Column(name, DataType.INT32, false, name + " at its source");
        Column value = new Column("v", DataType.TEXT, true);
        try (Destination destination = postgres.destination("schema", name)) {
            TableSchema table = Postgres.create(destination, Rows.table(name, List.of(name), key, value));
            assertThat(table.columns()).containsExactly(key, value);
            assertThat(table.key()).containsExactly(name);
            Postgres.load(destination, table, Rows.upsert(List.of(key, value), row(1, "a"), row(2, "b")));
            Postgres.load(
                    destination,
                    table,
                    Rows.upsert(List.of(key, value), row(1, "A")),
                    Rows.upsert(List.of(key), row(3)),
                    Rows.delete(List.of(key), row(2)));
            String quoted = '"' + name.replace("\"", "\"\"") + '"';
            assertThat(postgres.column("SELECT v FROM " + quoted + "." + quoted + " ORDER BY " + quoted))
                    .containsExactly("A", null);
        }
        assertThat(postgres.column("SELECT count(*) FROM victims")).containsExactly(0L);
    }

    @Test
    void namesThatDifferOnlyInCaseAreTwo() throws SQLException {
        try (Destination destination = postgres.destination()) {
            for (String name : List.of("Case", "case", "CASE")) {
                TableSchema table = Postgres.create(
                        destination,
                        Rows.table(
                                name,
                                List.of(),
                                new Column("v", DataType.TEXT, true),
                                new Column("V", DataType.TEXT, true)));
                Postgres.load(destination, table, Rows.insert(table.columns(), row(name, "upper")));
            }
        }
        assertThat(postgres.rows("SELECT v, \"V\" FROM \"Case\" UNION ALL SELECT v, \"V\" FROM \"case\""
                        + " UNION ALL SELECT v, \"V\" FROM \"CASE\""))
                .containsExactly(List.of("Case", "upper"), List.of("case", "upper"), List.of("CASE", "upper"));
    }

    @Test
    void aTableIsAsWideAsPostgresAllows() throws SQLException {
        List<Column> columns = new ArrayList<>(IntStream.range(0, PostgresDialect.MAX_COLUMNS)
                .mapToObj(i -> new Column("c" + i, DataType.INT32, true))
                .toList());
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(
                    destination, new TableSchema(Rows.table("wide", List.of()).id(), columns, List.of()));
            assertThat(table.columns()).hasSize(destination.capabilities().maxColumns());
            Object[] values = IntStream.range(0, columns.size()).boxed().toArray();
            Postgres.load(destination, table, Rows.insert(columns, values));
            columns.add(new Column("one_more", DataType.INT32, true));
            assertThatThrownBy(() -> Postgres.create(
                            destination,
                            new TableSchema(Rows.table("wider", List.of()).id(), columns, List.of())))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessage(
                            "Postgres could not change table wider (SQLSTATE 54011): ERROR: tables can have at most 1600"
                                    + " columns. Leave fields out with a transform, or nest them in one field.");
        }
        assertThat(postgres.rows("SELECT c0, c1599 FROM wide")).containsExactly(List.of(0, 1599));
    }
}
