package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.CanonicalText;
import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows by key: inserted, updated, updated in part, deleted; and the tables that make it hard. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeTest {

    private static final Column ID = new Column("id", DataType.INT64, false);
    private static final Column A = new Column("a", DataType.TEXT, true);
    private static final Column B = new Column("b", DataType.TEXT, true);

    private final Postgres postgres;

    MergeTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "merge");
    }

    @Test
    void upsertsInsertAndUpdateExactlyTheirColumns() throws SQLException {
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(destination, Rows.table("upserts", List.of("id"), ID, A, B));
            assertThat(table.key()).containsExactly("id");
            Postgres.load(destination, table, Rows.upsert(List.of(ID, A, B), row(1L, "a1", "b1"), row(2L, "a2", "b2")));
            Postgres.load(
                    destination,
                    table,
                    Rows.upsert(List.of(ID, A, B), row(2L, null, "B2")),
                    Rows.upsert(List.of(ID, B), row(1L, "B1"), row(3L, "b3")),
                    Rows.upsert(List.of(ID), row(4L)));
        }
        assertThat(postgres.rows("SELECT id, a, b FROM upserts ORDER BY id"))
                .containsExactly(
                        List.of(1L, "a1", "B1"),
                        Arrays.asList(2L, null, "B2"),
                        Arrays.asList(3L, null, "b3"),
                        Arrays.asList(4L, null, null));
    }

    @Test
    void deletesRemoveByKeyAndTruncateComesFirst() throws SQLException {
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(destination, Rows.table("deletes", List.of("id"), ID, A));
            Postgres.load(destination, table, Rows.upsert(List.of(ID, A), row(1L, "x"), row(2L, "y")));
            Postgres.load(destination, table, Rows.delete(List.of(ID), row(1L), row(99L)));
            assertThat(postgres.column("SELECT id FROM deletes")).containsExactly(2L);
            Batch emptied =
                    new Batch(table, true, List.of(Rows.upsert(List.of(ID, A), row(7L, "z"))), List.of(), "load-2");
            destination.commit(List.of(destination.stage(emptied)), List.of(), List.of());
        }
        assertThat(postgres.column("SELECT id FROM deletes")).containsExactly(7L);
    }

    /** A TOASTed column that an update left alone, in a table whose columns are NOT NULL. */
    @Test
    void partOfARowWithRequiredColumnsIsUpdated() throws SQLException {
        postgres.execute(
                "CREATE TABLE required (id bigint PRIMARY KEY, a text NOT NULL, b text NOT NULL DEFAULT 'd')",
                "INSERT INTO required VALUES (1, 'a1', 'b1')");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "required");
            Postgres.load(destination, table, Rows.upsert(List.of(ID, B), row(1L, "B1")));
            Postgres.load(destination, table, Rows.upsert(List.of(ID, A), row(1L, "A1"), row(2L, "A2")));
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.upsert(List.of(ID, B), row(3L, "b3")))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CLASH))
                    .hasMessageEndingWith("a row has no value for a column that takes no null (column 'a')");
        }
        assertThat(postgres.rows("SELECT id, a, b FROM required ORDER BY id"))
                .containsExactly(List.of(1L, "A1", "B1"), List.of(2L, "A2", "d"));
    }

    @Test
    void s16_aSecondaryUniqueIndexNeverFindsTheRow() throws SQLException {
        postgres.execute(
                "CREATE TABLE people (id bigint PRIMARY KEY, a text UNIQUE)", "INSERT INTO people VALUES (1, 'taken')");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "people");
            assertThatThrownBy(() ->
                            destination.stage(Rows.batch(table, Rows.upsert(List.of(ID, A), row(2L, "taken")))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CLASH))
                    .hasMessage(
                            "Postgres could not load table people (SQLSTATE 23505): a row has a value that another row"
                                    + " holds already, under the unique constraint 'people_a_key'. Only the row with the same key"
                                    + " may be updated, so this one is refused");
            destination.discard();
            Postgres.load(
                    destination,
                    table,
                    Rows.upsert(List.of(ID, A), row(2L, "taken")),
                    Rows.delete(List.of(ID), row(1L)));
        }
        assertThat(postgres.rows("SELECT id, a FROM people")).containsExactly(List.of(2L, "taken"));
    }

    /** Rows that are updated first, because a column that takes no null is missing from them. */
    @Test
    void partOfARowIsUpdatedUnlessTheRowIsOfALaterPosition() throws SQLException {
        postgres.execute(
                "CREATE TABLE ordered (id bigint PRIMARY KEY, a text NOT NULL, seq bigint, ord bigint)",
                "INSERT INTO ordered VALUES (1, 'a1', 5, 1), (2, 'a2', -1, 0), (3, 'a3', NULL, NULL)");
        Column seq = new Column("seq", DataType.INT64, true);
        Column ord = new Column("ord", DataType.INT64, true);
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.describe(destination, "ordered");
            Batch batch = new Batch(
                    table,
                    false,
                    List.of(Rows.upsert(List.of(ID, seq, ord), row(1L, 5L, 2L), row(2L, 9L, 9L), row(3L, 0L, 0L))),
                    List.of("seq", "ord"),
                    List.of(),
                    "load-1");
            destination.commit(List.of(destination.stage(batch)), List.of(), List.of());
        }
        assertThat(postgres.rows("SELECT id, a, seq, ord FROM ordered ORDER BY id"))
                .containsExactly(List.of(1L, "a1", 5L, 2L), List.of(2L, "a2", -1L, 0L), List.of(3L, "a3", 0L, 0L));
    }

    @Test
    void aTableWithoutUniqueKeyIsRefusedWithTheMend() throws SQLException {
        postgres.execute("CREATE TABLE keyless (id bigint, a text)");
        try (Destination destination = postgres.destination()) {
            TableSchema described = Postgres.describe(destination, "keyless");
            TableSchema table = new TableSchema(described.id(), described.columns(), List.of("id"));
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.upsert(List.of(ID, A), row(1L, "a")))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessageStartingWith("Postgres could not load table keyless (SQLSTATE 42P10): ")
                    .hasMessageEndingWith(". Merging finds rows by their key: give the table a primary key or a unique"
                            + " index on exactly the key columns, or set write.mode=append.");
            destination.discard();
            postgres.execute("CREATE UNIQUE INDEX ON keyless (id)");
            Postgres.load(destination, table, Rows.upsert(List.of(ID, A), row(1L, "a")));
            Postgres.load(destination, table, Rows.upsert(List.of(ID, A), row(1L, "b")));
        }
        assertThat(postgres.rows("SELECT id, a FROM keyless")).containsExactly(List.of(1L, "b"));
    }

    @Test
    void tablesGrowWidenAndRelax() throws SQLException {
        Column small = new Column("n", DataType.INT16, false);
        TableId id = TableId.of("evolves");
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(destination, Rows.table("evolves", List.of(), small));
            Postgres.load(destination, table, Rows.insert(List.of(small), row((short) 7)));
            SchemaDelta delta = new SchemaDelta(
                    id,
                    List.of(
                            new WidenColumn("n", DataType.INT16, DataType.INT64),
                            new RelaxColumn("n"),
                            new AddColumn(new Column("who", DataType.TEXT, true, "Who?"))));
            destination.apply(delta);
            destination.apply(delta);
            TableSchema now = Postgres.describe(destination, "evolves");
            assertThat(now.columns())
                    .containsExactly(
                            new Column("n", DataType.INT64, true), new Column("who", DataType.TEXT, true, "Who?"));
            Postgres.load(destination, now, Rows.insert(now.columns(), row(null, "x")));
            destination.apply(new SchemaDelta(id, List.of(new WidenColumn("n", DataType.INT64, DataType.TEXT))));
        }
        assertThat(postgres.rows("SELECT n, who FROM evolves ORDER BY n"))
                .containsExactly(Arrays.asList("7", null), Arrays.asList(null, "x"));
    }

    /** What is stored already reads, after widening, like what the engine writes from then on. */
    @Test
    void widenedValuesReadLikeNewOnes() throws SQLException {
        assertThat(widened(DataType.FLOAT64, 0.1 + 0.2, DataType.ANY_DECIMAL)).isEqualTo("0.30000000000000004");
        assertThat(widened(DataType.FLOAT32, 0.1f, DataType.ANY_DECIMAL)).isEqualTo("0.1");
        assertThat(widened(DataType.FLOAT32, 0.1f, DataType.FLOAT64)).isEqualTo("0.10000000149011612");
        assertThat(widened(DataType.TEXT, "a \"b\"", DataType.JSON)).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(widened(DataType.INT32, 7, DataType.JSON)).isEqualTo("7");
        assertThat(widened(DataType.BYTES, new byte[100], DataType.TEXT))
                .isEqualTo(CanonicalText.of(new byte[100], DataType.BYTES));
        assertThat(widened(new ListOf(DataType.INT32), List.of(1, 2), DataType.TEXT))
                .isEqualTo("[1,2]");
        assertThat(widened(new ListOf(DataType.FLOAT64), List.of(0.1 + 0.2), new ListOf(DataType.ANY_DECIMAL)))
                .isEqualTo("{0.30000000000000004}");
        for (long micros :
                List.of(0L, 1L, -62_135_596_800_000_000L, 253_402_300_799_999_999L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThat(widened(DataType.TIMESTAMP, micros, DataType.TEXT))
                    .isEqualTo(CanonicalText.of(micros, DataType.TIMESTAMP));
            assertThat(widened(DataType.TIMESTAMP_TZ, micros, DataType.TEXT))
                    .isEqualTo(CanonicalText.of(micros, DataType.TIMESTAMP_TZ));
        }
    }

    private Object widened(DataType from, Object value, DataType to) throws SQLException {
        postgres.execute("DROP TABLE IF EXISTS widened");
        try (Destination destination = postgres.destination()) {
            TableSchema table =
                    Postgres.create(destination, Rows.table("widened", List.of(), new Column("v", from, true)));
            Postgres.load(destination, table, Rows.insert(table.columns(), row(value)));
            destination.apply(new SchemaDelta(table.id(), List.of(new WidenColumn("v", from, to))));
            assertThat(Postgres.describe(destination, "widened").columns()).containsExactly(new Column("v", to, true));
        }
        return postgres.column("SELECT v::text FROM widened").get(0);
    }

    /** S20: the engine planned with what it knew; somebody changed the table since. */
    @Test
    void aTableThatChangedSinceItWasPlannedIsPlannedAgain() throws SQLException {
        Column n = new Column("n", DataType.INT32, true);
        try (Destination destination = postgres.destination()) {
            TableSchema table = Postgres.create(destination, Rows.table("moving", List.of(), n));
            postgres.execute("ALTER TABLE moving ALTER n TYPE bigint");
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.insert(List.of(n), row(1)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT))
                    .hasMessage(
                            "Column 'n' of table moving in Postgres was changed or dropped after the load was planned;"
                                    + " it is planned again");
            destination.discard();
            TableSchema now = Postgres.describe(destination, "moving");
            Postgres.load(destination, now, Rows.insert(now.columns(), row(1L)));
            postgres.execute("DROP TABLE moving");
            assertThatThrownBy(() -> destination.stage(Rows.batch(now, Rows.insert(now.columns(), row(1L)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.DOUBTFUL));
            destination.discard();
            assertThat(destination.describe(TableId.of("moving"))).isEmpty();
        }
    }
}
