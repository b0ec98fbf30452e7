package io.headrace.cli.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Compares the shop with its copies row by row and column by column. */
final class Comparison {

    private final Connection copies;
    private final Path lake;

    /**
     * @param copies a DuckDB session on the warehouse's file, which can read the lake as well
     * @param lake the directory of the Parquet files
     */
    Comparison(Connection copies, Path lake) {
        this.copies = copies;
        this.lake = lake;
    }

    /**
     * @param rows in the source
     * @param warehouse the first difference found in the warehouse, or empty
     * @param inLake the first difference found in the lake, or empty
     */
    record Verdict(String table, int rows, String warehouse, String inLake) {
        boolean identical() {
            return warehouse.isEmpty() && inLake.isEmpty();
        }
    }

    Verdict compare(Original original) throws SQLException {
        return new Verdict(
                original.table(),
                original.rows().size(),
                difference(original, warehouseQuery(original)),
                difference(original, lakeQuery(original)));
    }

    private String difference(Original original, String sql) throws SQLException {
        return original.difference(Original.rows(copies, sql, original.key(), original.columns()));
    }

    private static String duckText(Column column) {
        return switch (column.kind()) {
            case MICROS -> "epoch_us(" + quoted(column.name()) + ")::varchar";
            case JSON -> "to_json(" + quoted(column.name()) + ")::varchar";
            default -> quoted(column.name()) + "::varchar";
        };
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private static String warehouseQuery(Original original) {
        return original.columns().stream()
                .map(Comparison::duckText)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + original.table()));
    }

    /** The lake is a log of changes: of each key the last row counts, and of each column the last value that the source sent. */
    private String lakeQuery(Original original) {
        List<Column> columns = original.columns();
        String values = columns.stream()
                .filter(column -> !original.key().contains(column.name()))
                .map(column -> "arg_max_null(" + quoted(column.name())
                        + ", _headrace_offset) FILTER (WHERE NOT coalesce(list_contains(_headrace_unavailable, '"
                        + column.name() + "'), false)) AS " + quoted(column.name()))
                .collect(Collectors.joining(", "));
        String keys = String.join(", ", original.key());
        return columns.stream().map(Comparison::duckText).collect(Collectors.joining(", ", "SELECT ", " FROM (SELECT "))
                + keys + ", " + values + " FROM read_parquet('" + files(original.table())
                + "', union_by_name = true) GROUP BY "
                + keys + " HAVING arg_max(_headrace_op, _headrace_offset) <> 'd')";
    }

    String files(String table) {
        return lake.toString().replace("'", "''") + "/" + table + "/**/*.parquet";
    }
}
