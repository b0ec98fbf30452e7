package io.headrace.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the targets must hold, from the records of the topic in the order of their partitions. It reads the JSON itself and knows nothing of the code under test.
 */
final class Expected {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Map<String, String> appended = new HashMap<>();
    private final Map<String, Map<String, String>> merged = new HashMap<>();

    /** The next record of a partition. */
    void add(int partition, long offset, byte[] key, byte @Nullable [] value) {
        String id = payload(key).path("id").asText();
        Map<String, String> cells = new TreeMap<>();
        if (value == null) {
            cells.put("id", id);
            appended.put(Rows.position(partition, offset), Rows.content("d", cells));
            merged.remove(id);
            return;
        }
        // A merged row keeps what a record's schema does not know of.
        Map<String, String> row = merged.computeIfAbsent(id, fresh -> new TreeMap<>());
        payload(value).properties().forEach(field -> {
            if (field.getValue().isNull()) {
                row.remove(field.getKey());
            } else {
                String cell = Rows.cell(plain(field.getValue()));
                row.put(field.getKey(), cell);
                cells.put(field.getKey(), cell);
            }
        });
        appended.put(Rows.position(partition, offset), Rows.content("c", cells));
    }

    /** {@return each record's row by partition and offset} */
    Map<String, String> appended() {
        return appended;
    }

    /** {@return the last state of each row by key} */
    Map<String, String> merged() {
        Map<String, String> rows = new HashMap<>();
        merged.forEach((id, row) -> rows.put(id, Rows.content("", row)));
        return rows;
    }

    private JsonNode payload(byte[] json) {
        try {
            return mapper.readTree(json).path("payload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isBoolean() ? node.booleanValue() : node.textValue();
    }
}
