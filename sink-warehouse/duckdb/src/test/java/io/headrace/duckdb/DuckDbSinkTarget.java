package io.headrace.duckdb;

import io.headrace.core.record.Temporals;
import io.headrace.core.schema.TableId;
import io.headrace.sink.DestinationFactory;
import io.headrace.testkit.contract.SinkTarget;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A DuckDB file as suites want it, read through plain JDBC. */
final class DuckDbSinkTarget implements SinkTarget {

    private final Path file;
    private @Nullable Connection reader;

    DuckDbSinkTarget(Path file) {
        this.file = file;
    }

    @Override
    public DestinationFactory factory() {
        return new DuckDbDestinationFactory();
    }

    @Override
    public Map<String, String> config() {
        return Map.of("url", "duckdb://" + file);
    }

    @Override
    public List<Map<String, @Nullable Object>> rows(TableId table) {
        return read(connection -> {
            Map<String, String> columns = columns(connection, table);
            if (columns.isEmpty()) {
                return List.of();
            }
            List<String> cells = new ArrayList<>();
            columns.forEach((name, type) -> cells.add(canonical(quote(name), type)));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT " + String.join(", ", cells) + " FROM main." + quote(table.name()))) {
                return rows(rows, List.copyOf(columns.keySet()));
            }
        });
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet rows, List<String> names) throws SQLException {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        while (rows.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), value(rows.getObject(i + 1)));
            }
            found.add(row);
        }
        return found;
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        if (value instanceof java.sql.Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        return value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
    }

    /** Type by name; empty when there is no such table. */
    private static Map<String, String> columns(Connection connection, TableId table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE main." + quote(table.name()))) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).startsWith("Catalog Error: Table with name")) {
                throw e;
            }
        }
        return columns;
    }

    /** Temporals as the numbers that stand for them. */
    private static String canonical(String column, String type) {
        return switch (type) {
            case "DATE" ->
                infinite(
                        column,
                        Temporals.DATE_POSITIVE_INFINITY,
                        Temporals.DATE_NEGATIVE_INFINITY,
                        column + " - DATE '1970-01-01'");
            case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" ->
                infinite(column, Temporals.POSITIVE_INFINITY, Temporals.NEGATIVE_INFINITY, "epoch_us(" + column + ")");
            case "TIME" -> "epoch_us(" + column + ")";
            case "JSON" -> column + "::VARCHAR";
            default -> column;
        };
    }

    private static String infinite(String column, long positive, long negative, String finite) {
        return "CASE " + column + "::VARCHAR WHEN 'infinity' THEN " + positive + "::HUGEINT WHEN '-infinity' THEN "
                + negative + "::HUGEINT ELSE " + finite + " END";
    }

    @Override
    public List<TableId> tables() {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT table_name FROM duckdb_tables() WHERE NOT starts_with(table_name, '_headrace_')")) {
                List<TableId> tables = new ArrayList<>();
                while (rows.next()) {
                    tables.add(TableId.of(rows.getString(1)));
                }
                return tables;
            }
        });
    }

    @Override
    public Optional<String> refusedText() {
        return Optional.of("half a pair: \uD83D");
    }

    @Override
    public boolean makeUnique(TableId table, String column) {
        execute("CREATE UNIQUE INDEX " + quote("only_one_" + table.name()) + " ON main." + quote(table.name()) + " ("
                + quote(column) + ")");
        return true;
    }

    @Override
    public boolean ageLedger() {
        execute("UPDATE main._headrace_offsets SET format_version = 2");
        return true;
    }

    @Override
    public void firstLedger() {
        execute("ALTER TABLE main._headrace_offsets DROP COLUMN topic_id");
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private void execute(String sql) {
        read(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** One reader for the whole test: opening a file takes longer than most scenarios. */
    private <T> T read(Work<T> work) {
        try {
            Connection open = reader;
            if (open == null) {
                open = DriverManager.getConnection("jdbc:duckdb:" + file);
                reader = open;
            }
            return work.with(open);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
