package io.headrace.postgres;

import io.headrace.core.schema.TableId;
import io.headrace.sink.DestinationFactory;
import io.headrace.sql.Identifiers;
import io.headrace.testkit.contract.SinkTarget;
import java.sql.Array;
import java.sql.Connection;
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

/** A schema of a real server, read through JDBC. */
final class PostgresTarget implements SinkTarget {

    private final Postgres postgres;
    private final String schema;

    PostgresTarget(Postgres postgres, String schema) {
        this.postgres = postgres;
        this.schema = schema;
    }

    @Override
    public DestinationFactory factory() {
        return new PostgresDestinationFactory();
    }

    /** One thread plays all tasks, so a lock that a frozen task holds is freed by the server or not at all. */
    @Override
    public Map<String, String> config() {
        return postgres.settings("schema", schema, "lock.timeout.ms", "10000", "idle.transaction.timeout.ms", "1000");
    }

    @Override
    public List<Map<String, @Nullable Object>> rows(TableId table) {
        return read(connection -> {
            Map<String, String> columns = columns(connection, table.name());
            if (columns.isEmpty()) {
                return List.of();
            }
            List<String> selected = new ArrayList<>();
            columns.forEach((name, type) -> selected.add(canonical(Identifiers.quote(name), type)));
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "SELECT " + String.join(", ", selected) + " FROM " + qualified(table.name()))) {
                List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    int index = 1;
                    for (Map.Entry<String, String> column : columns.entrySet()) {
                        row.put(column.getKey(), value(result, index++, column.getValue()));
                    }
                    rows.add(row);
                }
                return rows;
            }
        });
    }

    private Map<String, String> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum")) {
            statement.setString(1, schema);
            statement.setString(2, table);
            Map<String, String> columns = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), row.getString(2));
                }
            }
            return columns;
        }
    }

    private static String canonical(String column, String type) {
        return switch (type) {
            case "date" -> column + " - DATE '1970-01-01'";
            case "time without time zone", "timestamp without time zone", "timestamp with time zone" ->
                "(extract(epoch FROM " + column + ") * 1000000)::bigint";
            default -> column;
        };
    }

    private static @Nullable Object value(ResultSet row, int index, String type) throws SQLException {
        Object value = switch (type) {
            case "json", "jsonb" -> row.getString(index);
            case "bytea" -> row.getBytes(index);
            default -> row.getObject(index);
        };
        return value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
    }

    @Override
    public List<TableId> tables() {
        return read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT tablename FROM pg_tables WHERE schemaname = ? AND left(tablename, 10) <> '_headrace_'")) {
                statement.setString(1, schema);
                List<TableId> tables = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        tables.add(TableId.of(row.getString(1)));
                    }
                }
                return tables;
            }
        });
    }

    @Override
    public Optional<String> refusedText() {
        return Optional.of("a text with a NUL: \0");
    }

    @Override
    public boolean makeUnique(TableId table, String column) {
        return execute("CREATE UNIQUE INDEX ON " + qualified(table.name()) + " (" + Identifiers.quote(column) + ")");
    }

    @Override
    public boolean ageLedger() {
        return execute("UPDATE " + qualified("_headrace_offsets") + " SET format_version = format_version + 1");
    }

    @Override
    public void firstLedger() {
        execute("ALTER TABLE " + qualified("_headrace_offsets") + " DROP COLUMN topic_id");
    }

    @Override
    public void close() {
        execute("DROP SCHEMA IF EXISTS " + Identifiers.quote(schema) + " CASCADE");
    }

    private String qualified(String table) {
        return Identifiers.quote(schema) + "." + Identifiers.quote(table);
    }

    private boolean execute(String sql) {
        return read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return true;
            }
        });
    }

    private interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T read(Query<T> query) {
        try (Connection connection = postgres.server.connect(postgres.database)) {
            return query.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean stagingLocks() {
        return true;
    }
}
