package io.headrace.testkit.simulate;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Change events around rows, each with the next position in the source's log where it has one. */
final class Events {

    /** Positions grow past the greatest signed number. */
    private static final long FIRST_SEQUENCE = Long.MAX_VALUE - 20;

    private static final int CHANGES_PER_SEQUENCE = 3;
    private static final Schema SOURCE =
            SchemaBuilder.struct().field("lsn", Schema.INT64_SCHEMA).build();
    private static final Schema TRANSACTION =
            SchemaBuilder.struct().field("total_order", Schema.INT64_SCHEMA).build();

    private final boolean positioned;
    private final Map<Schema, Schema> envelopes = new IdentityHashMap<>();
    private final Map<Schema, Schema> flattened = new HashMap<>();
    private long changes;

    Events(boolean positioned) {
        this.positioned = positioned;
    }

    /** Debezium's. */
    Struct envelope(String op, Struct row) {
        Struct event = new Struct(envelopes.computeIfAbsent(row.schema(), this::envelope));
        event.put("op", op).put(op.equals("d") ? "before" : "after", row);
        if (positioned) {
            event.put("source", new Struct(SOURCE).put("lsn", sequence()));
            event.put("transaction", new Struct(TRANSACTION).put("total_order", order()));
            changes++;
        }
        return event;
    }

    private Schema envelope(Schema row) {
        SchemaBuilder schema = SchemaBuilder.struct()
                .name("simulated.Envelope")
                .field("before", row)
                .field("after", row)
                .field("op", Schema.STRING_SCHEMA);
        if (positioned) {
            schema.field("source", SOURCE).field("transaction", TRANSACTION);
        }
        return schema.build();
    }

    /** As our sources send it with {@code record.format=row}. */
    Struct flattened(String op, Struct row) {
        Schema schema = flattened.computeIfAbsent(row.schema(), Events::flattened);
        Struct event =
                new Struct(schema).put("__op", op).put("__lsn", sequence()).put("__tx_order", order());
        row.schema().fields().forEach(field -> event.put(field.name(), row.get(field)));
        changes++;
        return event;
    }

    private static Schema flattened(Schema row) {
        SchemaBuilder schema = SchemaBuilder.struct();
        for (Field field : row.fields()) {
            schema.field(field.name(), field.schema());
        }
        return schema.field("__op", Schema.STRING_SCHEMA)
                .field("__lsn", Schema.INT64_SCHEMA)
                .field("__tx_order", Schema.INT64_SCHEMA)
                .build();
    }

    private long sequence() {
        return FIRST_SEQUENCE + changes / CHANGES_PER_SEQUENCE;
    }

    private long order() {
        return changes % CHANGES_PER_SEQUENCE;
    }
}
