package io.headrace.benchmarks.goal;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A folder of Parquet files that are whole as soon as they are there. It is complete when their footers add up. */
public final class ParquetFolder implements Target {
    private final Path folder;
    private final Map<Path, Long> known = new HashMap<>();

    public ParquetFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public void clear() {
        Trees.delete(folder);
        known.clear();
    }

    @Override
    public boolean isComplete(long rows) {
        long sum = 0;
        for (Path file : Trees.files(folder, ".parquet")) {
            sum += known.computeIfAbsent(file, ParquetFolder::rows);
        }
        return sum >= rows;
    }

    @Override
    public Checksum read(Table table) {
        return read(folder, table);
    }

    /** {@return the sum of all Parquet files below a folder} */
    static Checksum read(Path folder, Table table) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return Reading.of(connection, "read_parquet('" + folder + "/**/*.parquet')", table, Reading.Dialect.DUCKDB);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the Parquet files in " + folder, e);
        }
    }

    private static long rows(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT num_rows FROM parquet_file_metadata('" + file + "')")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the footer of " + file, e);
        }
    }
}
