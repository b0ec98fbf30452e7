package io.headrace.duckdb;

import io.headrace.sql.Dialect;
import io.headrace.sql.SqlDestination;
import io.headrace.sql.SqlOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A database file of a test: destinations on it, and a reader of its own in the same instance. */
record Warehouse(Path file) {

    static final DuckDbOptions OPTIONS = new DuckDbOptions(512L << 20, 16L << 20, OptionalInt.of(2));

    SqlDestination destination() {
        return destination("main");
    }

    SqlDestination destination(String schema) {
        DuckDbConnections connections = new DuckDbConnections(file, OPTIONS);
        Dialect dialect = new DuckDbDialect(connections::catalog);
        return new SqlDestination(
                dialect,
                connections,
                new AppenderLoader(dialect, connections::catalog),
                new SqlOptions(schema, Duration.ofDays(30)));
    }

    /** Each row as its values with commas between them. */
    List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : ",").append(rows.getObject(i));
                }
                found.add(row.toString());
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    void execute(String... sqls) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : sqls) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
