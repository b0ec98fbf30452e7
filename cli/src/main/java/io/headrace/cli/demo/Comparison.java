package io.headrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the shop with its copies row by row and column by column. */
final class Comparison {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Connection source;
    private final Connection copies;
    private final Path lake;

    /**
     * @param copies a DuckDB session on the warehouse's file, which can read the lake as well
     * @param lake the directory of the Parquet files
     */
    Comparison(Connection source, Connection copies, Path lake) {
        this.source = source;
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

    /** A column and how its values are made comparable. */
    private record Column(String name, Kind kind) {}

    private enum Kind {
        NUMBER,
        JSON,
        MICROS,
        TEXT
    }

    Verdict compare(Shop.Table table) throws SQLException {
        List<Column> columns = columns(table.name());
        Map<String, List<String>> expected = rows(source, postgresQuery(table, columns), table, columns);
        Map<String, List<String>> warehouse = rows(copies, warehouseQuery(table, columns), table, columns);
        Map<String, List<String>> inLake = rows(copies, lakeQuery(table, columns), table, columns);
        return new Verdict(
                table.name(),
                expected.size(),
                difference(expected, warehouse, columns),
                difference(expected, inLake, columns));
    }

    /** The first difference of a copy in another Postgres database, or empty. */
    String differenceIn(Connection copy, Shop.Table table) throws SQLException {
        List<Column> columns = columns(table.name());
        String query = postgresQuery(table, columns);
        return difference(rows(source, query, table, columns), rows(copy, query, table, columns), columns);
    }

    private List<Column> columns(String table) throws SQLException {
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

    private static Kind kind(String type) {
        return switch (type) {
            case "numeric", "bigint", "integer", "smallint", "double precision" -> Kind.NUMBER;
            case "jsonb", "ARRAY" -> Kind.JSON;
            case "timestamp with time zone", "timestamp without time zone" -> Kind.MICROS;
            default -> Kind.TEXT;
        };
    }

    private static String postgresQuery(Shop.Table table, List<Column> columns) {
        return columns.stream()
                .map(column -> switch (column.kind()) {
                    case MICROS -> "(extract(epoch from " + column.name() + ") * 1000000)::bigint::text";
                    case JSON -> "to_json(" + column.name() + ")::text";
                    default -> column.name() + "::text";
                })
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.name()));
    }

    private static String duckText(Column column) {
        return switch (column.kind()) {
            case MICROS -> "epoch_us(" + column.name() + ")::varchar";
            case JSON -> "to_json(" + column.name() + ")::varchar";
            default -> column.name() + "::varchar";
        };
    }

    private static String warehouseQuery(Shop.Table table, List<Column> columns) {
        return columns.stream()
                .map(Comparison::duckText)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.name()));
    }

    /** The lake is a log of changes: of each key the last row counts, and of each column the last value that the source sent. */
    private String lakeQuery(Shop.Table table, List<Column> columns) {
        String values = columns.stream()
                .filter(column -> !table.key().contains(column.name()))
                .map(column -> "arg_max_null(" + column.name()
                        + ", _headrace_offset) FILTER (WHERE NOT coalesce(list_contains(_headrace_unavailable, '"
                        + column.name() + "'), false)) AS " + column.name())
                .collect(Collectors.joining(", "));
        String keys = String.join(", ", table.key());
        return columns.stream().map(Comparison::duckText).collect(Collectors.joining(", ", "SELECT ", " FROM (SELECT "))
                + keys + ", " + values + " FROM read_parquet('" + files(table.name())
                + "', union_by_name = true) GROUP BY "
                + keys + " HAVING arg_max(_headrace_op, _headrace_offset) <> 'd')";
    }

    String files(String table) {
        return lake.toString().replace("'", "''") + "/" + table + "/**/*.parquet";
    }

    private static Map<String, List<String>> rows(
            Connection connection, String sql, Shop.Table table, List<Column> columns) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i).name(), canonical(columns.get(i).kind(), found.getString(i + 1)));
                }
                String key = table.key().stream().map(row::get).collect(Collectors.joining("/"));
                List<String> earlier = rows.put(key, List.copyOf(row.values()));
                if (earlier != null) {
                    rows.put(key + " twice", earlier);
                }
            }
        }
        return rows;
    }

    private static String canonical(Kind kind, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return switch (kind) {
            case NUMBER -> new BigDecimal(text).stripTrailingZeros().toPlainString();
            case JSON -> json(text).toString();
            default -> text;
        };
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            // JSON that a target keeps as text comes quoted once more.
            return node.isTextual() ? JSON.readTree(node.asText()) : node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column holds what is not JSON: " + text, e);
        }
    }

    private static String difference(
            Map<String, List<String>> expected, Map<String, List<String>> found, List<Column> columns) {
        for (Map.Entry<String, List<String>> row : expected.entrySet()) {
            List<String> copy = found.get(row.getKey());
            if (copy == null) {
                return "row " + row.getKey() + " is missing";
            }
            for (int i = 0; i < columns.size(); i++) {
                if (!copy.get(i).equals(row.getValue().get(i))) {
                    return "row " + row.getKey() + ", " + columns.get(i).name() + ": " + shortened(copy.get(i))
                            + " instead of " + shortened(row.getValue().get(i));
                }
            }
        }
        return found.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .findFirst()
                .map(key -> "row " + key + " is too many")
                .orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
