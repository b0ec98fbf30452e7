package io.headrace.core.record;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** What change events say about where they come from, by the names that Debezium's connectors give it in {@code source}. */
enum SourceFact {
    LSN("lsn"),
    FILE("file"),
    POS("pos"),
    ROW("row"),
    CHANGE_LSN("change_lsn"),
    COMMIT_LSN("commit_lsn"),
    EVENT_SERIAL_NO("event_serial_no"),
    SCN("scn"),
    SEQUENCE("sequence"),
    ORD("ord"),
    TS_MS("ts_ms"),
    TS_US("ts_us"),
    TS_NS("ts_ns"),
    SCHEMA("schema"),
    DB("db"),
    TABLE("table"),
    TX_ID("txId"),
    TRANSACTION_ID("transaction_id"),
    TX_ORDER("tx_order"),
    TOTAL_ORDER("transaction_total_order");

    final String field;

    SourceFact(String field) {
        this.field = field;
    }

    /** The names under which flattened events carry the fact: what the source committed comes before what the connector says about itself. */
    List<String> flattenedNames(String prefix) {
        return List.of(prefix + "source_" + field, prefix + field);
    }

    /** Where facts are looked up. */
    interface Lookup<C> {
        @Nullable Object get(C from, SourceFact fact);
    }

    /** The {@code source} struct of an envelope. */
    static Lookup<Object> inStruct(Schema schema) {
        return fields(fact -> schema.field(fact.field));
    }

    /** A flattened row. */
    static Lookup<Object> inRow(Schema schema, String prefix) {
        return fields(fact -> {
            org.apache.kafka.connect.data.Field found = null;
            for (String name : fact.flattenedNames(prefix)) {
                found = found == null ? schema.field(name) : found;
            }
            return found;
        });
    }

    private static Lookup<Object> fields(Finder finder) {
        Map<SourceFact, org.apache.kafka.connect.data.Field> fields = new EnumMap<>(SourceFact.class);
        for (SourceFact fact : values()) {
            org.apache.kafka.connect.data.Field field = finder.find(fact);
            if (field != null) {
                fields.put(fact, field);
            }
        }
        return (struct, fact) -> {
            org.apache.kafka.connect.data.Field field = fields.get(fact);
            return field == null ? null : Structs.get(struct, field);
        };
    }

    private interface Finder {
        org.apache.kafka.connect.data.@Nullable Field find(SourceFact fact);
    }

    /** The {@code source} map of an envelope without schema. */
    static Lookup<Map<?, ?>> inMap() {
        return (map, fact) -> map.get(fact.field);
    }

    /** A flattened row without schema. */
    static Lookup<Map<?, ?>> inMapRow(String prefix) {
        return (map, fact) -> {
            for (String name : fact.flattenedNames(prefix)) {
                Object value = map.get(name);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    /** The headers of a flattened event. */
    static Lookup<Headers> inHeaders(String prefix) {
        return (headers, fact) -> {
            for (String name : fact.flattenedNames(prefix)) {
                Header header = headers.lastWithName(name);
                if (header != null && header.value() != null) {
                    return header.value();
                }
            }
            return null;
        };
    }
}
