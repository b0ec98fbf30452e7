package io.headrace.source.http.record;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.Op;
import io.headrace.http.read.Read;
import io.headrace.http.wire.Json;
import io.headrace.source.http.record.Shape.Fields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Structures with schemas that begin with what is declared and grow with what comes: a field that was not there is added, a value that does not fit turns its field into text. Schema names
 * stay what they are, and what was learnt is remembered in {@link #memory()}.
 */
final class StructRecords implements StreamRecords {

    /** More than this is no table. */
    static final int MOST_FIELDS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(StructRecords.class);

    private final String stream;
    private final KeyFormat keys;
    private Fields values = Fields.NONE;
    private Fields keyParts = Fields.NONE;
    private Encoder valueEncoder;
    private Encoder keyEncoder;
    private String memory = "";

    StructRecords(String stream, KeyFormat keys) {
        this.stream = stream;
        this.keys = keys;
        this.valueEncoder = valueEncoder();
        this.keyEncoder = keyEncoder();
    }

    private Encoder valueEncoder() {
        return Encoder.struct(values, Names.values(stream), false, true);
    }

    private Encoder keyEncoder() {
        return Encoder.struct(keyParts, Names.keys(stream), false, false);
    }

    @Override
    public SchemaAndValue key(Read read) {
        Map<String, @Nullable Object> key = KeyParts.checked(read);
        if (key.isEmpty()) {
            return NOTHING;
        }
        @Nullable Object encoded = keyEncoder.encode(key);
        if (encoded == Encoder.MISFIT) {
            keyParts = Shapes.widened(keyParts, key);
            keyEncoder = keyEncoder();
            memory = written();
            encoded = keyEncoder.encode(key);
        }
        Struct struct = (Struct) Objects.requireNonNull(encoded);
        if (keys == KeyFormat.VALUE && key.size() == 1) {
            var only = struct.schema().fields().get(0);
            return new SchemaAndValue(only.schema(), struct.get(only));
        }
        return new SchemaAndValue(struct.schema(), struct);
    }

    @Override
    public SchemaAndValue value(Read read) {
        if (read.op() == Op.DELETE) {
            return NOTHING;
        }
        @Nullable Object encoded = valueEncoder.encode(read.record());
        if (encoded == Encoder.MISFIT) {
            grow(Shapes.widened(values, read.record()));
            encoded = valueEncoder.encode(read.record());
        }
        return new SchemaAndValue(valueEncoder.schema(), encoded);
    }

    private void grow(Fields wide) {
        if (wide.fields().size() > MOST_FIELDS) {
            throw HeadraceException.config("Records of stream " + stream + " have more than " + MOST_FIELDS
                    + " different fields, so that their names seem to be data. Set record.format=map, or take such fields out"
                    + " with a transformation");
        }
        wide.fields().forEach((name, shape) -> {
            Shape before = values.fields().get(name);
            if (before != null && before != Shape.Scalar.UNKNOWN && !before.equals(shape)) {
                LOG.info("Field {} of stream {} is more than it was taken for; its schema grows", name, stream);
            }
        });
        values = wide;
        valueEncoder = valueEncoder();
        memory = written();
    }

    @Override
    public void declare(Map<String, @Nullable Object> schema) {
        values = Shapes.union(DeclaredShape.of(schema), values);
        valueEncoder = valueEncoder();
    }

    @Override
    public String memory() {
        return memory;
    }

    private String written() {
        return Packed.pack(Json.text(List.of(ShapeText.write(values), ShapeText.write(keyParts))));
    }

    @Override
    public void remember(String packed) {
        if (Packed.unpack(packed).flatMap(Json::parse).orElse(List.of()) instanceof List<?> both && both.size() == 2) {
            values = Shapes.union(values, record(both.get(0)));
            keyParts = Shapes.union(keyParts, record(both.get(1)));
            valueEncoder = valueEncoder();
            keyEncoder = keyEncoder();
            memory = written();
        }
    }

    private static Fields record(@Nullable Object json) {
        return ShapeText.read(json) instanceof Fields fields ? fields : Fields.NONE;
    }
}
