package io.headrace.benchmarks.goal;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import io.headrace.benchmarks.data.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Reads a relation and sums it up. Types may differ between contenders; values may not. */
final class Reading {
    private static final int FETCH_ROWS = 10_000;

    private Reading() {}

    /**
     * @param relation what stands after FROM
     * @param dialect how a database spells the conversions
     */
    static Checksum of(Connection connection, String relation, Table table, Dialect dialect) throws SQLException {
        List<String> expressions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT " + names(table) + " FROM " + relation + " LIMIT 0")) {
            ResultSetMetaData found = none.getMetaData();
            for (int i = 0; i < table.columns().size(); i++) {
                Column column = table.columns().get(i);
                expressions.add(expression(column, found.getColumnType(i + 1), dialect));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows =
                    statement.executeQuery("SELECT " + String.join(", ", expressions) + " FROM " + relation)) {
                return sum(rows, table.columns());
            }
        }
    }

    private static Checksum sum(ResultSet rows, List<Column> columns) throws SQLException {
        Checksum.Builder sum = new Checksum.Builder(columns.size());
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).kind() == Kind.TEXT) {
                    sum.add(rows.getString(i + 1));
                } else {
                    long value = rows.getLong(i + 1);
                    sum.add(rows.wasNull() ? null : (Object) value);
                }
            }
            sum.endRow();
        }
        return sum.build();
    }

    /** Numbers stand for all but texts; JSON without schemas leaves dates and times as the numbers that it sent. */
    private static String expression(Column column, int type, Dialect dialect) {
        String name = column.name();
        boolean number = type == Types.BIGINT || type == Types.INTEGER;
        return switch (column.kind()) {
            case INT32, INT64, TEXT -> name;
            case BOOL -> "CASE WHEN " + name + " THEN 1 WHEN NOT " + name + " THEN 0 END";
            case DECIMAL -> "CAST(round(" + name + " * 100) AS bigint)";
            case DATE -> number ? name : dialect.days(name);
            case TIMESTAMP -> number ? name + " * 1000" : dialect.micros(name);
        };
    }

    private static String names(Table table) {
        return String.join(", ", table.columns().stream().map(Column::name).toList());
    }

    /** What each database calls it. */
    enum Dialect {
        POSTGRES {
            @Override
            String days(String column) {
                return "(" + column + "::date - DATE '1970-01-01')";
            }

            @Override
            String micros(String column) {
                return "CAST(extract(epoch from " + column + ") * 1000000 AS bigint)";
            }
        },
        DUCKDB {
            @Override
            String days(String column) {
                return "date_diff('day', DATE '1970-01-01', CAST(" + column + " AS date))";
            }

            @Override
            String micros(String column) {
                return "epoch_us(" + column + ")";
            }
        };

        /** {@return days since 1970} */
        abstract String days(String column);

        /** {@return microseconds since 1970, of the wall clock or of the instant} */
        abstract String micros(String column);
    }
}
