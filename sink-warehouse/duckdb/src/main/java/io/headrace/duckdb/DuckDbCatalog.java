package io.headrace.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** What DuckDB says about its tables. {@code DESCRIBE} takes a millisecond; the catalog's own views read every table each time. */
final class DuckDbCatalog {

    /** @param type as DuckDB writes it */
    record Found(String name, String type, boolean nullable, boolean key) {}

    private DuckDbCatalog() {}

    /** @param table quoted, and known to be there */
    static List<Found> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + table)) {
            List<Found> columns = new ArrayList<>();
            while (rows.next()) {
                columns.add(new Found(
                        rows.getString(1),
                        rows.getString(2),
                        "YES".equals(rows.getString(3)),
                        "PRI".equals(rows.getString(4))));
            }
            return columns;
        }
    }

    /** Asks on a session of its own, because an error would end the transaction that is open on this one. Sees what is committed. */
    static Optional<List<Found>> columnsIfThere(Connection connection, String table) throws SQLException {
        try (Connection aside = connection.unwrap(DuckDBConnection.class).duplicate()) {
            return Optional.of(columns(aside, table));
        } catch (SQLException e) {
            if (DuckDbErrors.isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
