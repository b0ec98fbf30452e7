package io.headrace.benchmarks.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A source table whose rows are inserted, updated and deleted, get other keys and, after {@link #alter}, other columns; as records in JSON with schemas. The same seed
 * and the same moments of {@code alter} give the same records. Not safe for use by several threads.
 */
final class Changes {

    /** A record. A value of null is a tombstone. */
    record Change(long id, byte[] key, byte @Nullable [] value) {}

    private static final int MOST_ROWS = 2_000;
    private static final int MOST_VERSIONS = 40;
    private static final int WIDER_FROM = 2;
    private static final int RECENT_VERSIONS = 3;
    private static final List<String> EXTRA_TYPES = List.of("string", "int64", "double", "boolean");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;
    private final List<Long> rows = new ArrayList<>();
    private final Map<Integer, ObjectNode> schemas = new HashMap<>();
    private final ObjectNode keySchema = schema("key", List.of(field("id", "int64", false)));
    private long lastId;
    private long sequence;
    private int version;

    Changes(long seed) {
        this.random = new Random(seed);
    }

    /** From now on rows may have one column more, or a wider one. Rows of the schemas just before still come. */
    void alter() {
        version = Math.min(version + 1, MOST_VERSIONS);
    }

    /** {@return the records of one change: two where a key changed, else one} */
    List<Change> next() {
        int dice = random.nextInt(100);
        if (rows.isEmpty() || dice < 35 && rows.size() < MOST_ROWS) {
            rows.add(++lastId);
            return List.of(row(lastId));
        }
        int at = random.nextInt(rows.size());
        long id = rows.get(at);
        if (dice < 80) {
            return List.of(row(id));
        }
        if (dice < 90) {
            rows.set(at, rows.get(rows.size() - 1));
            rows.remove(rows.size() - 1);
            return List.of(tombstone(id));
        }
        if (dice < 95) {
            // The same key again: deleted and inserted.
            return List.of(tombstone(id), row(id));
        }
        rows.set(at, ++lastId);
        return List.of(tombstone(id), row(lastId));
    }

    private Change tombstone(long id) {
        return new Change(id, key(id), null);
    }

    private Change row(long id) {
        int of = Math.max(0, version - random.nextInt(RECENT_VERSIONS));
        ObjectNode payload = JSON.objectNode().put("id", id).put("seq", ++sequence);
        payload.put("note", random.nextInt(10) == 0 ? null : "n" + sequence + "-" + "x".repeat(random.nextInt(60)));
        payload.put("size", of < WIDER_FROM ? random.nextInt() : random.nextLong());
        for (int extra = 0; extra < of; extra++) {
            put(payload, "e" + extra, EXTRA_TYPES.get(extra % EXTRA_TYPES.size()));
        }
        return new Change(id, key(id), bytes(schemas.computeIfAbsent(of, Changes::rowSchema), payload));
    }

    private void put(ObjectNode payload, String name, String type) {
        if (random.nextInt(8) == 0) {
            payload.putNull(name);
            return;
        }
        switch (type) {
            case "string" -> payload.put(name, "e" + sequence);
            case "int64" -> payload.put(name, random.nextLong());
            case "double" -> payload.put(name, random.nextInt(1_000_000) / 8.0);
            default -> payload.put(name, random.nextBoolean());
        }
    }

    private byte[] key(long id) {
        return bytes(keySchema, JSON.objectNode().put("id", id));
    }

    private byte[] bytes(ObjectNode schema, ObjectNode payload) {
        ObjectNode record = JSON.objectNode();
        record.set("schema", schema);
        record.set("payload", payload);
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode rowSchema(int version) {
        List<ObjectNode> fields = new ArrayList<>(List.of(
                field("id", "int64", false),
                field("seq", "int64", false),
                field("note", "string", true),
                field("size", version < WIDER_FROM ? "int32" : "int64", false)));
        for (int extra = 0; extra < version; extra++) {
            fields.add(field("e" + extra, EXTRA_TYPES.get(extra % EXTRA_TYPES.size()), true));
        }
        return schema("row", fields);
    }

    private static ObjectNode field(String name, String type, boolean optional) {
        return JSON.objectNode().put("field", name).put("type", type).put("optional", optional);
    }

    private static ObjectNode schema(String name, List<ObjectNode> fields) {
        ArrayNode list = JSON.arrayNode();
        fields.forEach(list::add);
        ObjectNode schema =
                JSON.objectNode().put("type", "struct").put("name", name).put("optional", false);
        schema.set("fields", list);
        return schema;
    }
}
