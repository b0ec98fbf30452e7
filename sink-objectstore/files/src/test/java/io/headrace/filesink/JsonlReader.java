package io.headrace.filesink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads gzipped JSON Lines with the JDK and Jackson. */
final class JsonlReader implements LakeReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public List<Map<String, @Nullable Object>> read(List<Path> files, TableSchema schema) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Path file : files) {
            try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), java.nio.charset.StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    rows.add(row(MAPPER.readTree(line), schema));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(JsonNode line, TableSchema schema) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            JsonNode value = line.get(column.name());
            boolean absent = value == null || value.isNull() && !(column.type() instanceof DataType.Json);
            row.put(column.name(), absent ? null : canonical(value, column.type()));
        }
        return row;
    }

    private static Object canonical(JsonNode value, DataType type) throws IOException {
        if (type instanceof DataType.Bool) {
            return value.booleanValue();
        } else if (type instanceof DataType.Float32) {
            return Float.parseFloat(value.asText());
        } else if (type instanceof DataType.Float64) {
            return Double.parseDouble(value.asText());
        } else if (type instanceof DataType.Decimal) {
            return new BigDecimal(value.asText());
        } else if (type instanceof DataType.Bytes) {
            return value.binaryValue();
        } else if (type instanceof DataType.Uuid) {
            return UUID.fromString(value.textValue());
        } else if (type instanceof DataType.Date) {
            return (int) LocalDate.parse(value.textValue()).toEpochDay();
        } else if (type instanceof DataType.Time) {
            return TimeTexts.micros(value.textValue());
        } else if (type instanceof DataType.Timestamp) {
            return TimeTexts.epochMicros(value.textValue());
        } else if (type instanceof DataType.Json) {
            return spaced(value);
        } else if (type instanceof DataType.ListOf list) {
            List<Object> items = new ArrayList<>();
            for (JsonNode item : value) {
                items.add(canonical(item, list.element()));
            }
            return items;
        }
        return value.isNumber() ? (Object) value.longValue() : value.textValue();
    }

    /** White space in JSON says nothing and is not kept; the contract's texts have it as Postgres' jsonb prints it. */
    private static String spaced(JsonNode json) {
        return json.toString().replace(":", ": ").replace(",", ", ");
    }
}
