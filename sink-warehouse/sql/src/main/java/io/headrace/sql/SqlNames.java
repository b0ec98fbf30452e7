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

    private final TableSchema schema;
    private final String read;
    private final String forget;
    private final String insert;

    SqlNames(Dialect dialect, String namespace) {
        this.schema = Bookkeeping.table(
                namespace,
                TABLE,
                List.of("table_schema", "table_name", "column_name"),
                required("table_schema", DataType.TEXT),
                required("table_name", DataType.TEXT),
                required("column_name", DataType.TEXT),
                required("source_field", DataType.TEXT),
                required(FORMAT, DataType.INT32));
        String table = dialect.quote(schema.id());
        String ofTable = " WHERE " + dialect.quote("table_schema") + " = ? AND " + dialect.quote("table_name") + " = ?";
        this.read = "SELECT " + dialect.quote("column_name") + ", " + dialect.quote("source_field") + " FROM " + table
                + ofTable;
        this.forget = "DELETE FROM " + table + ofTable + " AND " + dialect.quote("column_name") + " = ?";
        this.insert = "INSERT INTO " + table + " (" + dialect.quote(schema.columns()) + ") VALUES (?, ?, ?, ?, ?)";
    }

    TableSchema schema() {
        return schema;
    }

    /** Source field by column name. */
    Map<String, String> read(Connection connection, TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(read)) {
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

    /** Remembers where a new {@code column} comes from. Runs in the transaction that makes the column, so that neither is there without the other. */
    void remember(Connection connection, TableId table, Column column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(forget)) {
            bind(statement, table);
            statement.setString(3, column.name());
            statement.executeUpdate();
        }
        if (!column.source().equals(column.name())) {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                bind(statement, table);
                statement.setString(3, column.name());
                statement.setString(4, column.source());
                statement.setInt(5, FORMAT_VERSION);
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, TableId table) throws SQLException {
        statement.setString(1, table.namespace());
        statement.setString(2, table.name());
    }
}
