package io.headrace.core.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records at {@code orders-0@17}. */
final class Records {

    static final Schema KEY = SchemaBuilder.struct()
            .name("orders.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();
    static final Schema ROW = SchemaBuilder.struct()
            .name("orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("event.block")
            .optional()
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .build();
    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("orders.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("transaction", TRANSACTION)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private Records() {}

    static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    static Struct row(long id, @Nullable String name) {
        return new Struct(ROW).put("id", id).put("name", name);
    }

    static Struct envelope(String op, @Nullable Struct before, @Nullable Struct after) {
        Struct source = new Struct(SOURCE)
                .put("ts_ms", 1_700_000_000_000L)
                .put("schema", "public")
                .put("table", "orders")
                .put("txId", 7L)
                .put("lsn", 4711L);
        Struct transaction =
                new Struct(TRANSACTION).put("id", "7").put("total_order", 3L).put("data_collection_order", 1L);
        return new Struct(ENVELOPE)
                .put("op", op)
                .put("before", before)
                .put("after", after)
                .put("source", source)
                .put("transaction", transaction);
    }

    static SinkRecord record(@Nullable Object key, @Nullable Object value) {
        return record(schemaOf(key), key, schemaOf(value), value);
    }

    static SinkRecord record(
            @Nullable Schema keySchema, @Nullable Object key, @Nullable Schema valueSchema, @Nullable Object value) {
        return new SinkRecord(
                "orders",
                0,
                keySchema,
                key,
                valueSchema,
                value,
                17,
                1_700_000_000_123L,
                TimestampType.CREATE_TIME,
                new ConnectHeaders());
    }

    private static @Nullable Schema schemaOf(@Nullable Object value) {
        return value instanceof Struct struct ? struct.schema() : null;
    }

    /** Names and values of a row. */
    static Map<String, @Nullable Object> columns(@Nullable Row row) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        if (row != null) {
            for (int i = 0; i < row.schema().size(); i++) {
                columns.put(row.schema().fields().get(i).name(), row.value(i));
            }
        }
        return columns;
    }

    static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
