package io.headrace.sql;

import static io.headrace.sql.Bookkeeping.FORMAT;
import static io.headrace.sql.Bookkeeping.required;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembered names as table {@code _headrace_names}: the source field of every column whose name had to be fitted, so that a field keeps its column for ever. */
public final class SqlNames {

    /** The table's name in the destination's schema. */
    public static final String TABLE = "_headrace_names";

    /** Version of the stored form. A reader refuses newer ones. */
    public static final int FORMAT_VERSION = 1;

    private static final String READ =
            "SELECT \"column_name\", \"source_field\" FROM %s WHERE \"table_schema\" = ? AND \"table_name\" = ?";
    private static final String FORGET =
            "DELETE FROM %s WHERE \"table_schema\" = ? AND \"table_name\" = ? AND \"column_name\" = ?";
    private static final String INSERT = "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?)";

    private final Dialect dialect;
    private final TableSchema schema;

    SqlNames(Dialect dialect, String namespace) {
        this.dialect = dialect;
        this.schema = Bookkeeping.table(
                namespace,
                TABLE,
                List.of("table_schema", "table_name", "column_name"),
                required("table_schema", DataType.TEXT),
                required("table_name", DataType.TEXT),
                required("column_name", DataType.TEXT),
                required("source_field", DataType.TEXT),
                required(FORMAT, DataType.INT32));
    }

    TableSchema schema() {
        return schema;
    }

    /** Source field by column name. */
    Map<String, String> read(Connection connection, TableId table) throws SQLException {
        try (PreparedStatement statement = prepare(connection, READ)) {
            bind(statement, table);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, String> sources = new HashMap<>();
                while (rows.next()) {
                    sources.put(rows.getString(1), rows.getString(2));
                }
                return sources;
            }
        }
    }

    /** Remembers where new columns come from. Runs in the transaction that makes them, so that neither is there without the other. */
    void remember(Connection connection, TableId table, List<Column> columns) throws SQLException {
        try (PreparedStatement statement = prepare(connection, FORGET)) {
            for (String stale : read(connection, table).keySet()) {
                if (columns.stream().anyMatch(column -> column.name().equals(stale))) {
                    bind(statement, table);
                    statement.setString(3, stale);
                    statement.executeUpdate();
                }
            }
        }
        List<Column> fitted = columns.stream()
                .filter(column -> !column.source().equals(column.name()))
                .toList();
        if (fitted.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(connection, INSERT)) {
            for (Column column : fitted) {
                bind(statement, table);
                statement.setString(3, column.name());
                statement.setString(4, column.source());
                statement.setInt(5, FORMAT_VERSION);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, TableId table) throws SQLException {
        statement.setString(1, table.namespace());
        statement.setString(2, table.name());
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql.formatted(dialect.quote(schema.id()), dialect.quote(schema.columns())));
    }
}
