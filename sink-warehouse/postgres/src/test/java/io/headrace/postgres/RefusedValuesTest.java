package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that Postgres has no place for: the record is named, the value never is, and the session goes on. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedValuesTest {

    private static final String SECRET = "s3cret-value";

    private final Postgres postgres;

    RefusedValuesTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "refused");
    }

    record Case(DataType type, Object value, String reason) {}

    @TestFactory
    List<DynamicTest> whatHasNoPlaceIsPoison() {
        String numberRange =
                "the number has more than the 131072 digits before the point or 16383 digits after it that Postgres takes";
        String ragged =
                "the nested lists differ in length, and the arrays of Postgres are rectangular; a json column takes them";
        List<Case> cases = List.of(
                new Case(
                        DataType.TEXT,
                        SECRET + "\0",
                        "it holds the character NUL (U+0000), which Postgres cannot store in text"),
                new Case(
                        DataType.TEXT,
                        "\ud800" + SECRET,
                        "it holds half of a surrogate pair, which is no character and has no form in UTF-8"),
                new Case(
                        DataType.TEXT,
                        SECRET + "\udc00\ud83d",
                        "it holds half of a surrogate pair, which is no character and has no form in UTF-8"),
                new Case(DataType.ANY_DECIMAL, new BigDecimal("1E+131072"), numberRange),
                new Case(DataType.ANY_DECIMAL, new BigDecimal("1E+2000000000"), numberRange),
                new Case(DataType.ANY_DECIMAL, new BigDecimal("1E-16384"), numberRange),
                new Case(
                        DataType.DATE,
                        2_147_483_494 - 2_451_545 + 10_957,
                        "the date lies outside 4714-11-24 BC to 5874897-12-31, the dates that Postgres takes"),
                new Case(
                        DataType.DATE,
                        -2_451_546 + 10_957,
                        "the date lies outside 4714-11-24 BC to 5874897-12-31, the dates that Postgres takes"),
                new Case(
                        DataType.TIME,
                        86_400_000_001L,
                        "the time lies outside 00:00 to 24:00, the times that Postgres takes"),
                new Case(DataType.TIME, -1L, "the time lies outside 00:00 to 24:00, the times that Postgres takes"),
                new Case(
                        DataType.TIMESTAMP,
                        Long.MIN_VALUE + 1,
                        "the timestamp lies before 4714-11-24 BC, the first that Postgres takes"),
                new Case(new ListOf(DataType.INT32), List.of(List.of(1), List.of(2, 3)), ragged),
                new Case(new ListOf(DataType.INT32), List.of(List.of(1), 2), ragged),
                new Case(new ListOf(DataType.INT32), List.of(1, List.of(2)), ragged),
                new Case(new ListOf(DataType.INT32), List.of(List.of(), List.of()), ragged));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String table = "t" + i;
            Case one = cases.get(i);
            tests.add(DynamicTest.dynamicTest(i + " " + one.type(), () -> refused(table, one)));
        }
        return tests;
    }

    private void refused(String name, Case one) throws SQLException {
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(
                    destination, Rows.table(name, List.of(), new Column("v", destination.fit(one.type()), true)));
            assertThatThrownBy(() -> destination.stage(
                            Rows.batch(table, Rows.insert(table.columns(), row((Object) null), row(one.value())))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.POISON))
                    .hasMessage("Postgres cannot store the value of column 'v' of record t-0@1: " + one.reason() + ".");
            destination.discard();
            Postgres.load(destination, table, Rows.insert(table.columns(), row((Object) null)));
        }
        assertThat(postgres.column("SELECT count(*) FROM " + name)).containsExactly(1L);
    }

    @Test
    void whatCannotBeStoredInTextCanBeReplaced() throws SQLException {
        try (Destination destination = postgres.destination("text.unstorable", "replace")) {
            TableSchema table = Postgres.create(
                    destination, Rows.table("replaced", List.of(), new Column("v", DataType.TEXT, true)));
            Postgres.load(destination, table, Rows.insert(table.columns(), row("a\0b\ud800c\udc00😀")));
        }
        assertThat(postgres.column("SELECT v FROM replaced")).containsExactly("a\ufffdb\ufffdc\ufffd😀");
    }

    /** A table with one column of this type, and the class and the words of its refusal. */
    record ServerCase(String table, String type, ErrorClass errorClass, String reason) {}

    /** What the server refuses: the text says what is wrong in words that hold no value. */
    @TestFactory
    List<DynamicTest> whatTheServerRefusesIsToldWithoutItsValue() {
        List<ServerCase> cases = List.of(
                new ServerCase(
                        "short",
                        "varchar(3)",
                        ErrorClass.POISON,
                        "(SQLSTATE 22001): a text is longer than its column takes (column 'v')"),
                new ServerCase(
                        "documents",
                        "json",
                        ErrorClass.POISON,
                        "(SQLSTATE 22P02): a text is no value of its column's type (column 'v')"),
                new ServerCase(
                        "addresses",
                        "inet",
                        ErrorClass.POISON,
                        "(SQLSTATE 22P02): a text is no value of its column's type"),
                new ServerCase(
                        "checked",
                        "text CHECK (v <> '" + SECRET + "')",
                        ErrorClass.CLASH,
                        "(SQLSTATE 23514): a row breaks the check constraint 'checked_v_check'"),
                new ServerCase(
                        "uniques",
                        "text UNIQUE",
                        ErrorClass.CLASH,
                        "(SQLSTATE 23505): a row has a value that another row holds already, under the unique constraint"
                                + " 'uniques_v_key'. Only the row with the same key may be updated, so this one is refused"));
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.type(), () -> refusedByServer(one)))
                .toList();
    }

    private void refusedByServer(ServerCase one) throws SQLException {
        postgres.execute("CREATE TABLE " + one.table() + " (v " + one.type() + ")");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, one.table());
            assertThatThrownBy(() -> destination.stage(
                            Rows.batch(table, Rows.insert(table.columns(), row(SECRET), row(SECRET)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(one.errorClass()))
                    .hasMessage("Postgres could not load table " + one.table() + " " + one.reason())
                    .hasNoCause();
            destination.discard();
            Postgres.load(destination, table, Rows.insert(table.columns(), row((Object) null)));
        }
    }

    @Test
    void aNullWhereNoneIsTakenNamesTheColumn() throws SQLException {
        postgres.execute("CREATE TABLE required (a int, b text NOT NULL)");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "required");
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.insert(table.columns(), row(1, null)))))
                    .hasMessage(
                            "Postgres could not load table required (SQLSTATE 23502): a row has no value for a column"
                                    + " that takes no null (column 'b')");
        }
    }
}
