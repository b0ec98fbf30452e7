package io.headrace.duckdb;

import static io.headrace.duckdb.Rows.batch;
import static io.headrace.duckdb.Rows.row;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.RowBlock.Kind;
import io.headrace.sink.spi.Staged;
import io.headrace.sql.SqlDestination;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests let another process do. */
final class ChildMain {

    static final LedgerKey KEY = new LedgerKey("child", "numbers", 0);
    static final TableSchema TABLE = new TableSchema(
            TableId.of("numbers"),
            List.of(new Column("offset", DataType.INT64, false), new Column("text", DataType.TEXT, true)),
            List.of());
    static final int ROWS_PER_LOAD = 500;

    private final PrintStream answers;

    private ChildMain(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String[] arguments) throws Exception {
        ChildMain child =
                new ChildMain(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        Path file = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "open" -> child.open(file);
            case "hold" -> child.hold(file);
            case "load" -> child.load(file);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void open(Path file) {
        try (SqlDestination destination = new Warehouse(file).destination()) {
            destination.describe(TABLE.id());
            answers.println("opened");
        } catch (HeadraceException e) {
            answers.println(e.errorClass() + " " + e.getMessage());
        }
    }

    private void hold(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            answers.println("holding");
            if (connection.isValid(1)) {
                new java.util.concurrent.CountDownLatch(1).await();
            }
        }
    }

    /** Loads on and on from where the ledger says, and names each step before and after it. */
    private void load(Path file) {
        SqlDestination destination = new Warehouse(file).destination();
        destination.apply(new SchemaDelta(TABLE.id(), List.of(new SchemaDelta.CreateTable(TABLE))));
        while (true) {
            LedgerEntry entry =
                    Objects.requireNonNull(destination.recover(Set.of(KEY)).get(KEY));
            long first = Math.max(entry.next(), 0);
            answers.println("stage " + first);
            Staged staged = destination.stage(batch(TABLE, new Rows(Kind.INSERT, TABLE.columns(), rows(first))));
            answers.println("commit " + first);
            long next = first + ROWS_PER_LOAD;
            destination.commit(
                    List.of(staged),
                    List.of(new LedgerChange(entry, next, new LedgerEntry.LastRecord(next - 1, -1, next))),
                    List.of());
            answers.println("committed " + first);
        }
    }

    private static List<@Nullable Object[]> rows(long first) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (long offset = first; offset < first + ROWS_PER_LOAD; offset++) {
            rows.add(row(offset, "row " + offset));
        }
        return rows;
    }
}
