package io.headrace.benchmarks.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Rows as text, the same for every target. */
final class Rows {

    private static final String METADATA = "_headrace_";
    private static final int FETCH = 10_000;

    private Rows() {}

    static String position(long partition, long offset) {
        return partition + "@" + offset;
    }

    static String cell(Object value) {
        boolean whole = value instanceof Integer || value instanceof Short;
        return whole ? Long.toString(((Number) value).longValue()) : value.toString();
    }

    /**
     * @param op as in the column of that name, or empty
     * @param cells the values that are not null
     */
    static String content(String op, Map<String, String> cells) {
        return op + new TreeMap<>(cells);
    }

    /** Reads appended rows, by partition and offset. */
    static void appended(Connection connection, String from, Comparison into) throws SQLException {
        read(
                connection,
                from,
                (row, cells) -> into.found(
                        position(row.getLong(METADATA + "partition"), row.getLong(METADATA + "offset")),
                        content(row.getString(METADATA + "op"), cells)));
    }

    /** Reads merged rows, by key. */
    static void merged(Connection connection, String from, Comparison into) throws SQLException {
        read(connection, from, (row, cells) -> into.found(row.getString("id"), content("", cells)));
    }

    private interface Reader {
        void row(ResultSet row, Map<String, String> cells) throws SQLException;
    }

    private static void read(Connection connection, String from, Reader reader) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + from)) {
                while (rows.next()) {
                    reader.row(rows, cells(rows));
                }
            }
        } finally {
            connection.rollback();
        }
    }

    private static Map<String, String> cells(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, String> cells = new TreeMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnName(column);
            Object value = row.getObject(column);
            if (value != null && !name.startsWith(METADATA)) {
                cells.put(name, cell(value));
            }
        }
        return cells;
    }
}
