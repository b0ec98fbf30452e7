package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Appends by one COPY per transaction; merges by a COPY of the last row per key into a temporary table and one {@code INSERT …
 * ON CONFLICT}.
 */
final class PostgresCopy implements BulkTarget {
    private final Connection connection;
    private final String copy;
    private final @Nullable String merge;
    private final Kind[] kinds;
    private final int[] key;
    private final Map<Object, @Nullable Object[]> lastOfKey = new LinkedHashMap<>();
    private @Nullable CopyStream stream;

    private PostgresCopy(Connection connection, String into, @Nullable String merge, List<Column> columns, int[] key) {
        this.connection = connection;
        this.copy = "COPY " + into + " FROM STDIN (FORMAT binary)";
        this.merge = merge;
        this.kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        this.key = key;
    }

    static PostgresCopy append(String url, String user, String table, List<Column> columns) throws SQLException {
        Connection connection = connect(url, user);
        execute(connection, "CREATE TABLE " + table + " (" + types(columns) + ")");
        return new PostgresCopy(connection, table, null, columns, new int[0]);
    }

    static PostgresCopy merge(String url, String user, String table, List<Column> columns, List<String> key)
            throws SQLException {
        Connection connection = connect(url, user);
        execute(
                connection,
                "CREATE TABLE " + table + " (" + types(columns) + ", PRIMARY KEY (" + String.join(",", key) + "))");
        execute(connection, "CREATE TEMP TABLE incoming (" + types(columns) + ") ON COMMIT DELETE ROWS");
        String merge = "INSERT INTO " + table + " SELECT * FROM incoming ON CONFLICT (" + String.join(",", key)
                + ") DO UPDATE SET "
                + columns.stream()
                        .map(Column::name)
                        .filter(name -> !key.contains(name))
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "));
        List<String> names = columns.stream().map(Column::name).toList();
        return new PostgresCopy(
                connection,
                "incoming",
                merge,
                columns,
                key.stream().mapToInt(names::indexOf).toArray());
    }

    @Override
    public void write(@Nullable Object[] row) throws SQLException {
        if (merge == null) {
            stream().write(row);
        } else {
            lastOfKey.put(key(row), row.clone());
        }
    }

    @Override
    public void commit() throws SQLException {
        for (@Nullable Object[] row : lastOfKey.values()) {
            stream().write(row);
        }
        lastOfKey.clear();
        stream().end();
        stream = null;
        if (merge != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(merge);
            }
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private CopyStream stream() throws SQLException {
        CopyStream open = stream;
        if (open == null) {
            open = new CopyStream(connection, copy, kinds);
            stream = open;
        }
        return open;
    }

    private Object key(@Nullable Object[] row) {
        if (key.length == 1) {
            return Objects.requireNonNull(row[key[0]]);
        }
        List<@Nullable Object> parts = new ArrayList<>();
        for (int column : key) {
            parts.add(row[column]);
        }
        return parts;
    }

    private static Connection connect(String url, String user) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, "");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private static String types(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + type(column.kind()))
                .collect(Collectors.joining(", "));
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case DECIMAL -> "numeric(15,2)";
            case TEXT -> "text";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
            case BOOL -> "boolean";
        };
    }
}
