package io.headrace.benchmarks.goal;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.LongPredicate;

/**
 * A table in a DuckDB file. Only the worker that writes it can open it, so it is complete when the worker says so, by committing the
 * topic's end as its position: both contenders commit in Kafka only what is committed in the file.
 */
public final class DuckDbTable implements Target {
    private final Path folder;
    private final Path file;
    private final LongPredicate committed;

    /**
     * @param folder holds nothing but the file
     * @param file its name
     * @param committed whether the consumer group's position has reached an offset
     */
    public DuckDbTable(Path folder, String file, LongPredicate committed) {
        this.folder = folder;
        this.file = folder.resolve(file);
        this.committed = committed;
    }

    @Override
    public void clear() {
        Trees.delete(folder);
        Trees.create(folder);
    }

    @Override
    public boolean isComplete(long rows) {
        return committed.test(rows);
    }

    @Override
    public Checksum read(Table table) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            return Reading.of(connection, table.name(), table, Reading.Dialect.DUCKDB);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }
}
