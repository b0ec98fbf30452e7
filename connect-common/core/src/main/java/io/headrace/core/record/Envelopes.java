package io.headrace.core.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Debezium's envelope: {@code before}, {@code after}, {@code op}, {@code source} and more, with a schema or as a map. */
final class Envelopes {

    private static final String OP = "op";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String SOURCE = "source";
    private static final String TRANSACTION = "transaction";
    private static final String TOTAL_ORDER = "total_order";

    private Envelopes() {}

    static boolean matches(Schema schema) {
        org.apache.kafka.connect.data.Field op = schema.field(OP);
        if (op == null || op.schema().type() != Schema.Type.STRING) {
            return false;
        }
        if (schema.name() != null && schema.name().endsWith(".Envelope")) {
            return true;
        }
        org.apache.kafka.connect.data.Field source = schema.field(SOURCE);
        return source != null
                && source.schema().type() == Schema.Type.STRUCT
                && (schema.field(AFTER) != null || schema.field(BEFORE) != null || schema.field("message") != null);
    }

    static boolean matches(Map<?, ?> value) {
        if (!(value.get(OP) instanceof String op) || op.length() != 1) {
            return false;
        }
        boolean images = value.containsKey(AFTER) || value.containsKey(BEFORE);
        return value.get(SOURCE) instanceof Map
                ? images || value.containsKey("message")
                : images && value.get("ts_ms") instanceof Number;
    }

    static Shape ofStruct(Schema schema, RowReaders readers) {
        org.apache.kafka.connect.data.Field op = schema.field(OP);
        org.apache.kafka.connect.data.Field before = schema.field(BEFORE);
        org.apache.kafka.connect.data.Field after = schema.field(AFTER);
        org.apache.kafka.connect.data.Field source = schema.field(SOURCE);
        org.apache.kafka.connect.data.Field transaction = schema.field(TRANSACTION);
        SourceFact.@Nullable Lookup<Object> facts = source == null ? null : SourceFact.inStruct(source.schema());
        return (value, reading) -> {
            Object code = Structs.get(value, op);
            Op known = Event.opOf(String.valueOf(code));
            if (known == null) {
                return null;
            }
            Object image = known == Op.DELETE ? get(value, before) : get(value, after);
            Object origin = get(value, source);
            Object inside = get(value, transaction);
            SourcePosition position = facts == null || origin == null
                    ? null
                    : SourcePositions.read(facts, origin, inside == null ? null : Structs.get(inside, TOTAL_ORDER));
            return event(known, image, position, readers, reading);
        };
    }

    static Shape ofMap(RowReaders readers) {
        SourceFact.Lookup<Map<?, ?>> facts = SourceFact.inMap();
        return (value, reading) -> {
            Map<?, ?> envelope = (Map<?, ?>) value;
            Op known = Event.opOf(String.valueOf(envelope.get(OP)));
            if (known == null) {
                return null;
            }
            Object image = envelope.get(known == Op.DELETE ? BEFORE : AFTER);
            SourcePosition position = null;
            if (envelope.get(SOURCE) instanceof Map<?, ?> origin) {
                Object order = envelope.get(TRANSACTION) instanceof Map<?, ?> inside ? inside.get(TOTAL_ORDER) : null;
                position = SourcePositions.read(facts, origin, order);
            }
            return event(known, image, position, readers, reading);
        };
    }

    private static Event event(
            Op op, @Nullable Object image, @Nullable SourcePosition position, RowReaders readers, Reading reading) {
        if (op == Op.TRUNCATE) {
            return new Event(op, null, position);
        }
        if (image == null && op != Op.DELETE) {
            throw new BadValueException(
                    "has no 'after' although its operation is not a delete; is this topic really one of change events?");
        }
        return new Event(op, image == null ? null : readers.read(image, reading), position);
    }

    private static @Nullable Object get(Object struct, org.apache.kafka.connect.data.@Nullable Field field) {
        return field == null ? null : Structs.get(struct, field);
    }
}
