package io.headrace.duckdb;

import static io.headrace.duckdb.Rows.batch;
import static io.headrace.duckdb.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.Change;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock.Kind;
import io.headrace.sql.SqlDestination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbSchemaTest {

    private static final Column ID = new Column("id", DataType.INT32, false);

    @TempDir
    Path directory;

    private Warehouse warehouse;
    private SqlDestination destination;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(directory.resolve("sales.duckdb"));
        destination = warehouse.destination("sales");
    }

    @AfterEach
    void close() {
        destination.close();
    }

    private void apply(TableId table, Change... changes) {
        destination.apply(new SchemaDelta(table, List.of(changes)));
    }

    private TableSchema create(TableId id, Column... columns) {
        TableSchema table = new TableSchema(id, List.of(columns), List.of());
        apply(id, new CreateTable(table));
        return table;
    }

    private void load(Batch batch) {
        destination.commit(List.of(destination.stage(batch)), List.of(), List.of());
    }

    @Test
    void aSchemaNamedLikeItsFileIsNotAmbiguous() {
        TableSchema table = create(TableId.of("orders"), ID);
        load(batch(table, Rows.of(Kind.INSERT, table.columns(), row(1))));

        assertThat(destination.describe(TableId.of("orders"))).contains(table);
        assertThat(warehouse.query("SELECT * FROM sales.sales.orders")).containsExactly("1");
    }

    @Test
    void aTableThatIsNotThereIsEmpty() {
        assertThat(destination.describe(TableId.of("none"))).isEmpty();
        assertThat(destination.describe(new TableId("no schema", "none"))).isEmpty();
    }

    @Test
    void changesAreRepeatable() {
        TableId id = new TableId("a schema", "t");
        Column key = new Column("k", DataType.INT32, false);
        Column added = new Column("a_b", DataType.TEXT, true, "a.b");
        Change[] changes = {
            new CreateTable(new TableSchema(id, List.of(key, ID), List.of("k"))),
            new AddColumn(added),
            new WidenColumn("k", DataType.INT32, DataType.INT64),
            new RelaxColumn("id")
        };
        apply(id, changes);
        apply(id, changes);

        assertThat(destination.describe(id).orElseThrow().columns())
                .containsExactly(new Column("k", DataType.INT64, false), new Column("id", DataType.INT32, true), added);
    }

    @Test
    void wideningKeepsWhatIsStored() {
        TableSchema table = create(TableId.of("t"), ID, new Column("price", new DataType.Decimal(10, 2), true));
        load(batch(table, Rows.of(Kind.INSERT, table.columns(), row(7, new java.math.BigDecimal("1.50")))));

        apply(
                table.id(),
                new WidenColumn("id", DataType.INT32, DataType.INT64),
                new WidenColumn("price", new DataType.Decimal(10, 2), DataType.TEXT));

        assertThat(warehouse.query("SELECT * FROM sales.sales.t")).containsExactly("7,1.50");
        assertThat(destination.describe(table.id()).orElseThrow().columns())
                .extracting(Column::type)
                .containsExactly(DataType.INT64, DataType.TEXT);
    }

    @Test
    void aTableThatAnotherTaskMadeGetsTheColumnsItLacks() {
        create(TableId.of("t"), ID, new Column("a", DataType.TEXT, true));
        create(TableId.of("t"), ID, new Column("b", DataType.BOOL, true));

        assertThat(destination.describe(TableId.of("t")).orElseThrow().columns())
                .extracting(Column::name)
                .containsExactly("id", "a", "b");
    }

    @Test
    void aColumnThatIsThereKeepsTheFieldItWasMadeFor() {
        TableId id = TableId.of("t");
        create(id, ID, new Column("a_b", DataType.TEXT, true, "a.b"));
        apply(id, new AddColumn(new Column("a_b", DataType.TEXT, true, "a/b")));
        apply(id, new AddColumn(new Column("A_B", DataType.TEXT, true)));

        assertThat(destination.describe(id).orElseThrow().columns())
                .containsExactly(ID, new Column("a_b", DataType.TEXT, true, "a.b"));
    }

    @Test
    void namesOfADroppedTableDoNotReachTheNextOneOfItsName() {
        TableId id = TableId.of("t");
        create(id, new Column("a_b", DataType.TEXT, true, "a.b"));
        warehouse.execute("DROP TABLE sales.sales.t");
        create(id, new Column("a_b", DataType.TEXT, true));

        assertThat(destination.describe(id).orElseThrow().columns())
                .containsExactly(new Column("a_b", DataType.TEXT, true));
    }

    @Test
    void hostileNamesAreNamesAndNothingElse() {
        List<String> hostile = List.of(
                "\"; DROP TABLE orders; --",
                "'; DROP TABLE orders; --",
                "a\"b\"\"c",
                "select",
                "🦆 ducks",
                "é".repeat(60),
                "../../etc/passwd",
                "a.b",
                "a/b",
                "%s $1 ? :x {0}",
                "tab\tline\nend",
                "temp",
                "main");
        create(TableId.of("orders"), ID);
        List<Column> columns = new ArrayList<>(List.of(ID));
        hostile.forEach(name -> columns.add(new Column(name, DataType.TEXT, true, name + "!")));
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        values[0] = 1;
        for (int i = 1; i < values.length; i++) {
            values[i] = hostile.get(i - 1);
        }
        for (String name : hostile) {
            TableSchema table = new TableSchema(new TableId(name, name), columns, List.of("id"));
            apply(table.id(), new CreateTable(table));
            load(batch(
                    table,
                    Rows.of(Kind.INSERT, columns, values),
                    Rows.of(Kind.UPSERT, columns, values),
                    Rows.of(Kind.DELETE, List.of(ID), row(2))));

            assertThat(destination.describe(table.id()).orElseThrow().columns()).isEqualTo(columns);
            String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
            assertThat(warehouse.query("SELECT " + quoted + " FROM sales." + quoted + "." + quoted))
                    .containsExactly(name);
        }
        assertThat(warehouse.query("SELECT * FROM sales.sales.orders")).isEmpty();
    }

    @Test
    void aNameWithNulIsRefused() {
        assertThatThrownBy(() -> create(TableId.of("a\0b"), ID))
                .hasMessage("Identifier 'a?b' is empty or holds a NUL character: no SQL name can."
                        + " Rename the field or topic with a transform.")
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.CONFIG));
    }

    @Test
    void twoThousandColumns() {
        List<Column> columns = new ArrayList<>(List.of(ID));
        IntStream.range(0, 2_000).forEach(i -> columns.add(new Column("c" + i, DataType.INT64, true, "field " + i)));
        TableSchema wide = new TableSchema(TableId.of("wide"), columns, List.of("id"));
        apply(wide.id(), new CreateTable(wide));
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        values[0] = 1;
        for (int i = 1; i < values.length; i++) {
            values[i] = (long) i;
        }
        load(batch(wide, Rows.of(Kind.UPSERT, columns, values)));
        load(batch(wide, Rows.of(Kind.UPSERT, columns, values)));

        assertThat(destination.describe(wide.id()).orElseThrow().columns()).isEqualTo(columns);
        assertThat(warehouse.query("SELECT count(*), max(c1999) FROM sales.sales.wide"))
                .containsExactly("1,2000");
    }

    @Test
    void aUsersOwnTableIsLoadedThroughCasts() {
        destination.describe(TableId.of("none"));
        warehouse.execute(
                "CREATE TYPE sales.sales.mood AS ENUM ('ok', 'so so')",
                "CREATE TABLE sales.sales.own (\"Id\" UBIGINT PRIMARY KEY, mood sales.sales.mood, seen TIMESTAMP_NS, big HUGEINT, "
                        + "tags VARCHAR[2], span INTERVAL, made INTEGER DEFAULT 42, s STRUCT(a UTINYINT, b VARCHAR))");

        TableSchema own = destination.describe(TableId.of("OWN")).orElseThrow();

        assertThat(own.key()).containsExactly("Id");
        assertThat(own.columns())
                .containsExactly(
                        new Column("Id", new DataType.Decimal(20, 0), false),
                        new Column("mood", DataType.TEXT, true),
                        new Column("seen", DataType.TIMESTAMP, true),
                        new Column("big", new DataType.Decimal(38, 0), true),
                        new Column("tags", new DataType.ListOf(DataType.TEXT), true),
                        new Column("span", DataType.TEXT, true),
                        new Column("made", DataType.INT32, true),
                        new Column(
                                "s",
                                new DataType.StructOf(List.of(
                                        Field.optional("a", DataType.INT16), Field.optional("b", DataType.TEXT))),
                                true));
        List<Column> filled = own.columns().stream()
                .filter(column -> !column.name().equals("made"))
                .toList();
        for (Kind kind : List.of(Kind.INSERT, Kind.UPSERT)) {
            load(batch(
                    own,
                    Rows.of(
                            kind,
                            filled,
                            row(
                                    new java.math.BigDecimal(kind == Kind.INSERT ? "18446744073709551615" : "1"),
                                    "so so",
                                    1_000_001L,
                                    java.math.BigDecimal.TEN,
                                    List.of("x", "y"),
                                    "3 days",
                                    new Object[] {(short) 255, "z"}))));
        }
        assertThat(warehouse.query("SELECT COLUMNS(*)::VARCHAR FROM sales.sales.own ORDER BY \"Id\" DESC"))
                .containsExactly(
                        "18446744073709551615,so so,1970-01-01 00:00:01.000001,10,[x, y],3 days,42,{'a': 255, 'b': z}",
                        "1,so so,1970-01-01 00:00:01.000001,10,[x, y],3 days,42,{'a': 255, 'b': z}");
    }

    @Test
    void anInsertIntoSomeColumnsLeavesTheOthersToTheirDefaults() {
        TableSchema table = create(TableId.of("t"), ID, new Column("a", DataType.TEXT, true));
        warehouse.execute("ALTER TABLE sales.sales.t ADD COLUMN made INTEGER DEFAULT 42");

        load(batch(table, Rows.of(Kind.INSERT, List.of(new Column("a", DataType.TEXT, true), ID), row("x", 1))));

        assertThat(warehouse.query("SELECT * FROM sales.sales.t")).containsExactly("1,x,42");
    }

    @Test
    void aMissingTableIsSaid() {
        TableSchema none = new TableSchema(TableId.of("none"), List.of(ID), List.of());

        assertThatThrownBy(() -> destination.stage(batch(none, Rows.of(Kind.INSERT, none.columns(), row(1)))))
                .hasMessage("Table sales.none does not exist in DuckDB."
                        + " Create it, or let the connector create it by its schema policy.")
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.CONFIG));
    }
}
