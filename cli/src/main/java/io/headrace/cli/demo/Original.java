package io.headrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a copy is compared with.
 *
 * @param table the copy's name
 * @param key the columns that make the key
 * @param rows values by key, as texts that can be compared
 */
record Original(String table, List<String> key, List<Column> columns, Map<String, List<String>> rows) {

    /** Objects as an API served them or a sender sent them. */
    static Original ofJson(
            String table, List<String> key, List<Column> columns, Collection<? extends JsonNode> objects) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (JsonNode object : objects) {
            Map<String, String> row = new LinkedHashMap<>();
            for (Column column : columns) {
                JsonNode value = object.path(column.name());
                boolean absent = value.isMissingNode() || value.isNull();
                row.put(
                        column.name(),
                        column.canonical(absent ? null : value.isValueNode() ? value.asText() : value.toString()));
            }
            put(rows, key, row);
        }
        return new Original(table, key, columns, rows);
    }

    /** Rows of a query that selects these columns. */
    static Map<String, List<String>> rows(Connection connection, String sql, List<String> key, List<Column> columns)
            throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i).name(), columns.get(i).canonical(found.getString(i + 1)));
                }
                put(rows, key, row);
            }
        }
        return rows;
    }

    private static void put(Map<String, List<String>> rows, List<String> key, Map<String, String> row) {
        String name = key.stream().map(row::get).collect(Collectors.joining("/"));
        List<String> earlier = rows.put(name, List.copyOf(row.values()));
        if (earlier != null) {
            rows.put(name + " twice", earlier);
        }
    }

    /** The first difference of a copy's rows from these, or empty. */
    String difference(Map<String, List<String>> copy) {
        for (Map.Entry<String, List<String>> row : rows.entrySet()) {
            List<String> found = copy.get(row.getKey());
            if (found == null) {
                return "row " + row.getKey() + " is missing";
            }
            for (int i = 0; i < columns.size(); i++) {
                if (!found.get(i).equals(row.getValue().get(i))) {
                    return "row " + row.getKey() + ", " + columns.get(i).name() + ": " + shortened(found.get(i))
                            + " instead of " + shortened(row.getValue().get(i));
                }
            }
        }
        return copy.keySet().stream()
                .filter(key -> !rows.containsKey(key))
                .findFirst()
                .map(key -> "row " + key + " is too many")
                .orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
