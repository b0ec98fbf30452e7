package io.headrace.sink.direct;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Avro as Confluent's serialisers frame it: a zero byte, the schema's id in four bytes, then the value in Avro's binary form, read by the schema that wrote it. What evolved
 * between two schemas is the table's matter.
 */
final class AvroFormat implements PayloadFormat {

    private static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final Map<Integer, AvroType> types = new HashMap<>();
    private int lastId;
    private @Nullable AvroType lastType;

    AvroFormat(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public SchemaAndValue read(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new UnreadableException(
                    "does not begin with a zero byte and the id of a schema; is its format really avro, written with a schema registry?");
        }
        AvroInput in = new AvroInput(bytes, 1);
        AvroType type = type(in.bigEndianInt());
        try {
            Object value = type.reader().read(in);
            if (in.left() == 0) {
                return new SchemaAndValue(type.schema(), value);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableException("ends before its schema does; it was cut, or written with another schema");
        }
        throw new UnreadableException("goes on after its schema ends; it was written with another schema");
    }

    private AvroType type(int id) {
        AvroType hit = lastType;
        if (hit != null && id == lastId) {
            return hit;
        }
        AvroType found = types.get(id);
        if (found == null) {
            found = compile(id);
            types.put(id, found);
        }
        lastId = id;
        lastType = found;
        return found;
    }

    private AvroType compile(int id) {
        SchemaRegistry.RegisteredSchema schema = registry.byId(id);
        if (!schema.type().equals("AVRO")) {
            throw new UnreadableException("has a schema (id " + id + ") of type " + schema.type()
                    + ", not AVRO; leave its format out and set the converter of that type");
        }
        AvroSchemas schemas = new AvroSchemas();
        define(schemas, schema);
        return schemas.compile(json(schema));
    }

    private void define(AvroSchemas schemas, SchemaRegistry.RegisteredSchema schema) {
        for (SchemaRegistry.Reference reference : schema.references()) {
            SchemaRegistry.RegisteredSchema referenced = registry.bySubject(reference.subject(), reference.version());
            define(schemas, referenced);
            schemas.compile(json(referenced));
        }
    }

    private static @Nullable Object json(SchemaRegistry.RegisteredSchema schema) {
        byte[] text = schema.text().getBytes(StandardCharsets.UTF_8);
        // A schema that is but a name may come without quotes.
        return schema.text().matches("[A-Za-z_.]+") ? schema.text() : Json.parse(text);
    }
}
