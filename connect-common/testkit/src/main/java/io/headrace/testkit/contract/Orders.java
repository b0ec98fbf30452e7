package io.headrace.testkit.contract;

import io.headrace.testkit.connect.FakeTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The records that most scenarios send: plain rows, tombstones, and Debezium's change events. */
final class Orders {

    static final String UNAVAILABLE = "__debezium_unavailable_value";

    static final Schema KEY = SchemaBuilder.struct()
            .name("orders.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();
    static final Schema ROW = SchemaBuilder.struct()
            .name("orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    private Orders() {}

    /** A step of a scenario: appends to a partition. */
    interface Change {
        void append(FakeTopics topics, TopicPartition partition);
    }

    static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    static Struct row(long id, @Nullable String note) {
        return new Struct(ROW).put("id", id).put("note", note);
    }

    static Change insert(long id, String note) {
        return plain(id, row(id, note));
    }

    /** A plain row under an order's key. */
    static Change plain(long id, Struct value) {
        return (topics, at) -> topics.append(at, KEY, key(id), value.schema(), value);
    }

    static Change tombstone(long id) {
        return (topics, at) -> topics.append(at, KEY, key(id), null, null);
    }

    /** Some converters send a tombstone with the schema of what was deleted. */
    static Change tombstoneWithSchema(long id) {
        return (topics, at) -> topics.append(
                at, new SchemaAndValue(KEY, key(id)), new SchemaAndValue(ROW, null), FIRST_TIMESTAMP + topics.end(at));
    }

    static Change created(Struct row) {
        return event("c", row.getInt64("id"), null, row);
    }

    static Change updated(Struct row) {
        return event("u", row.getInt64("id"), null, row);
    }

    static Change deleted(long id) {
        return event("d", id, row(id, null), null);
    }

    private static Change event(String op, long id, @Nullable Struct before, @Nullable Struct after) {
        Schema image = after == null ? ROW : after.schema();
        Schema envelope = SchemaBuilder.struct()
                .name("orders.Envelope")
                .field("before", image)
                .field("after", image)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        return (topics, at) -> topics.append(
                at,
                KEY,
                key(id),
                envelope,
                new Struct(envelope).put("op", op).put("before", before).put("after", after));
    }

    /** A row schema with more fields than {@link #ROW}. */
    static Schema rowWith(Consumer<SchemaBuilder> more) {
        SchemaBuilder builder = SchemaBuilder.struct()
                .name("orders.Value")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA);
        more.accept(builder);
        return builder.build();
    }

    /** JSON without a schema, under an order's key. */
    static Change untyped(long id, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> value = new HashMap<>(fields);
        value.put("id", id);
        return (topics, at) -> topics.append(at, KEY, key(id), null, value);
    }

    static Map<String, @Nullable Object> mapOf(String name, @Nullable Object value) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put(name, value);
        return map;
    }
}
