package io.headrace.filesink;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads Parquet with DuckDB. */
final class ParquetReader implements LakeReader {

    private final Connection connection;

    ParquetReader() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Map<String, @Nullable Object>> read(List<Path> files, TableSchema schema) {
        String names = files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(","));
        String columns =
                schema.columns().stream().map(ParquetReader::expression).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT " + columns + " FROM read_parquet([" + names + "], union_by_name = true)")) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < schema.columns().size(); i++) {
                    Column column = schema.columns().get(i);
                    Object value = result.getObject(i + 1);
                    row.put(column.name(), value == null ? null : canonical(value, column.type()));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JDBC has no class for the ends of SQL's times, so they come as numbers. */
    private static String expression(Column column) {
        String name = '"' + column.name().replace("\"", "\"\"") + '"';
        DataType type = column.type();
        if (type instanceof DataType.Date) {
            return name + " - DATE '1970-01-01'";
        } else if (type instanceof DataType.Timestamp) {
            return "epoch_us(" + name + ")";
        } else if (type instanceof DataType.Bytes) {
            return "hex(" + name + ")";
        } else if (type instanceof DataType.Time || type instanceof DataType.Uuid || type instanceof DataType.Json) {
            return name + "::VARCHAR";
        }
        return name;
    }

    private static Object canonical(Object value, DataType type) throws SQLException {
        if (type instanceof DataType.Bytes) {
            return HexFormat.of().withUpperCase().parseHex((String) value);
        } else if (type instanceof DataType.Uuid) {
            return UUID.fromString((String) value);
        } else if (type instanceof DataType.Time) {
            return TimeTexts.micros((String) value);
        } else if (value instanceof Array array) {
            return Arrays.asList((Object[]) array.getArray());
        }
        return value;
    }
}
