package io.headrace.sql;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the three bookkeeping tables have in common: made once, stamped with a format version, refused when a newer release wrote them. */
final class Bookkeeping {

    static final String FORMAT = "format_version";

    private Bookkeeping() {}

    static TableSchema table(String schema, String name, List<String> key, Column... columns) {
        return new TableSchema(new TableId(schema, name), List.of(columns), key);
    }

    static Column required(String name, DataType type) {
        return new Column(name, type, false);
    }

    static Column optional(String name, DataType type) {
        return new Column(name, type, true);
    }

    /** @throws HeadraceException of class CONFIG when a row of the table has a format version above {@code supported} */
    static void refuseNewer(Connection connection, Dialect dialect, TableId table, int supported) throws SQLException {
        String sql = "SELECT max(" + dialect.quote(FORMAT) + ") FROM " + dialect.quote(table);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            int found = rows.getInt(1);
            if (found > supported) {
                throw HeadraceException.config(
                        "Table " + table + " in " + dialect.name() + " has format version " + found
                                + ", this release reads up to " + supported
                                + ". Run the release that wrote it, or a later one.");
            }
        }
    }
}
