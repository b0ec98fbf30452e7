package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends through one Appender per transaction. */
final class DuckDbAppend implements BulkTarget {
    private final DuckDBConnection connection;
    private final String table;
    private final Kind[] kinds;
    private @Nullable DuckDBAppender appender;

    DuckDbAppend(String url, String table, List<Column> columns) throws SQLException {
        this.connection = (DuckDBConnection) DriverManager.getConnection(url);
        this.table = table;
        this.kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        String types = columns.stream()
                .map(column -> column.name() + " " + type(column.kind()))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (" + types + ")");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public void write(@Nullable Object[] row) throws SQLException {
        DuckDBAppender open = appender;
        if (open == null) {
            open = connection.createAppender(table);
            appender = open;
        }
        open.beginRow();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value == null) {
                open.appendNull();
            } else {
                append(open, kinds[i], value);
            }
        }
        open.endRow();
    }

    @Override
    public void commit() throws SQLException {
        if (appender != null) {
            appender.close();
            appender = null;
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void append(DuckDBAppender into, Kind kind, Object value) throws SQLException {
        switch (kind) {
            case INT32 -> into.append(((Integer) value).intValue());
            case INT64 -> into.append(((Long) value).longValue());
            case DECIMAL -> into.append(BigDecimal.valueOf((Long) value, 2));
            case TEXT -> into.append((String) value);
            case DATE -> into.appendEpochDays((Integer) value);
            case TIMESTAMP -> into.appendEpochMillis((Long) value);
            case BOOL -> into.append(((Boolean) value).booleanValue());
        }
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case DECIMAL -> "DECIMAL(15,2)";
            case TEXT -> "VARCHAR";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case BOOL -> "BOOLEAN";
        };
    }
}
