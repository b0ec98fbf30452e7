package io.headrace.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads tables of Postgres as texts that can be compared. */
final class PostgresTable {

    private PostgresTable() {}

    static Original original(Connection source, Shop.Table table) throws SQLException {
        List<Column> columns = columns(source, table.name());
        return new Original(table.name(), table.key(), columns, rows(source, table, columns));
    }

    /** The first difference of a copy in another Postgres database, or empty. */
    static String differenceIn(Connection copy, Original original) throws SQLException {
        Shop.Table table = new Shop.Table(original.table(), original.key());
        return original.difference(rows(copy, table, original.columns()));
    }

    private static Map<String, List<String>> rows(Connection connection, Shop.Table table, List<Column> columns)
            throws SQLException {
        String sql = columns.stream()
                .map(column -> switch (column.kind()) {
                    case MICROS -> "(extract(epoch from " + column.name() + ") * 1000000)::bigint::text";
                    case JSON -> "to_json(" + column.name() + ")::text";
                    default -> column.name() + "::text";
                })
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.name()));
        return Original.rows(connection, sql, table.key(), columns);
    }

    private static List<Column> columns(Connection source, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '" + table
                                + "' ORDER BY ordinal_position")) {
            while (found.next()) {
                columns.add(new Column(found.getString(1), kind(found.getString(2))));
            }
        }
        return columns;
    }

    private static Column.Kind kind(String type) {
        return switch (type) {
            case "numeric", "bigint", "integer", "smallint", "double precision" -> Column.Kind.NUMBER;
            case "jsonb", "ARRAY" -> Column.Kind.JSON;
            case "timestamp with time zone", "timestamp without time zone" -> Column.Kind.MICROS;
            default -> Column.Kind.TEXT;
        };
    }
}
