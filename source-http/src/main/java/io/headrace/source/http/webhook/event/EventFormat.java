package io.headrace.source.http.webhook.event;

import io.headrace.source.http.webhook.body.BodyEvent;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** What a record's value is. */
public enum EventFormat {
    /** A struct that is the same for every event: id, type, when and where it came, and the event's own JSON as text. */
    EVENT {
        @Override
        SchemaAndValue value(EventFacts facts, BodyEvent event) {
            Struct value = new Struct(SCHEMA)
                    .put(ID, facts.id())
                    .put(TYPE, facts.type().orElse(null))
                    .put(ROUTE, facts.route())
                    .put(
                            RECEIVED_AT,
                            Timestamp.toLogical(Timestamp.SCHEMA, facts.origin().receivedAt()))
                    .put(PATH, facts.origin().head().path())
                    .put(HEADERS, facts.origin().headers().orElse(null))
                    .put(BODY, event.text());
            return new SchemaAndValue(SCHEMA, value);
        }
    },
    /** The event's own fields, as a map without a schema. */
    JSON {
        @Override
        SchemaAndValue value(EventFacts facts, BodyEvent event) {
            Map<String, ?> tree = event.tree();
            return new SchemaAndValue(null, tree);
        }
    },
    /** The event as it was sent, as text. */
    TEXT {
        @Override
        SchemaAndValue value(EventFacts facts, BodyEvent event) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, event.text());
        }
    };

    /** Debezium's name for JSON in a text, which sinks know. */
    private static final Schema JSON_TEXT =
            SchemaBuilder.string().name("io.debezium.data.Json").version(1).build();

    private static final Schema OPTIONAL_JSON_TEXT = SchemaBuilder.string()
            .name("io.debezium.data.Json")
            .version(1)
            .optional()
            .build();

    /** The schema of {@link #EVENT}. Its fields and its name are a contract. */
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("io.headrace.webhook.Event")
            .version(1)
            .field("id", Schema.STRING_SCHEMA)
            .field("type", Schema.OPTIONAL_STRING_SCHEMA)
            .field("route", Schema.STRING_SCHEMA)
            .field("received_at", Timestamp.SCHEMA)
            .field("path", Schema.STRING_SCHEMA)
            .field("headers", OPTIONAL_JSON_TEXT)
            .field("body", JSON_TEXT)
            .build();

    private static final Field ID = SCHEMA.field("id");
    private static final Field TYPE = SCHEMA.field("type");
    private static final Field ROUTE = SCHEMA.field("route");
    private static final Field RECEIVED_AT = SCHEMA.field("received_at");
    private static final Field PATH = SCHEMA.field("path");
    private static final Field HEADERS = SCHEMA.field("headers");
    private static final Field BODY = SCHEMA.field("body");

    abstract SchemaAndValue value(EventFacts facts, BodyEvent event);
}
