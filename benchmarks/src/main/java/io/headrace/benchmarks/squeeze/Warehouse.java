package io.headrace.benchmarks.squeeze;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the rows go. */
public enum Warehouse {
    /** A DuckDB file. */
    DUCKDB("sink-warehouse/duckdb", "io.headrace.duckdb.DuckDbSinkConnector"),
    /** Parquet files in a local directory. */
    PARQUET("sink-objectstore/files", "io.headrace.filesink.FilesSinkConnector");

    private static final String FILE = "squeeze.duckdb";

    private final String module;
    private final String connector;

    Warehouse(String module, String connector) {
        this.module = module;
        this.connector = connector;
    }

    /** {@return the warehouse of that name} */
    public static Warehouse of(String label) {
        return Arrays.stream(values())
                .filter(warehouse -> warehouse.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no target '" + label + "'; there are "
                        + Arrays.stream(values()).map(Warehouse::label).collect(Collectors.joining(", "))));
    }

    /** {@return its name on the command line} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the module that builds its plugin} */
    public String module() {
        return module;
    }

    Map<String, String> config(Path directory) {
        return Map.of(
                "connector.class",
                connector,
                "url",
                this == DUCKDB
                        ? "duckdb://" + directory.resolve(FILE)
                        : directory.toUri().toString());
    }

    /** What its documentation asks for: DuckDB handles 2,048 values at once, outside the Java heap. */
    Map<String, String> config(Phase phase) {
        return this == DUCKDB && phase == Phase.VALUES
                ? Map.of("duckdb.memory.bytes", Long.toString(4L << 30))
                : Map.of();
    }

    /** {@return how many rows are in the tables; the worker is stopped by then} */
    long rows(Path directory, List<String> tables) {
        String database = this == DUCKDB ? directory.resolve(FILE).toString() : "";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            if (this == PARQUET) {
                return one(
                        statement,
                        "SELECT count(*) FROM read_parquet('" + directory + "/**/*.parquet', union_by_name=true)");
            }
            long rows = 0;
            for (String table : tables) {
                rows += one(statement, "SELECT count(*) FROM " + table);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the rows in " + directory, e);
        }
    }

    private static long one(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
