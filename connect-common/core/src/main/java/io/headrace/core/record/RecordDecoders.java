package io.headrace.core.record;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.ChangeRecord.Coordinates;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes decoders. The one decoder there is looks at each record's schema, so that topics and even records of different forms may be mixed:
 *
 * <ul>
 * <li>rows: a struct or a map, or anything else as one column; {@link Op#INSERT}, because a plain row does not say whether it is new
 * <li>Debezium's envelope, with a schema or without
 * <li>flattened change events: Debezium's with {@code __op} or {@code __deleted} in the value or in headers, and our own
 * <li>nothing: a {@link Op#DELETE} of the key
 * </ul>
 *
 * <p>The {@code after} row also has the key's fields that the value lacks. After a delete it is null, unless the record has no key or {@link DecoderOptions#beforeImages()} is set;
 * of a delete and its tombstone both are decoded. A key that is null stays null: what that means is for the caller to say.
 */
public final class RecordDecoders {

    private RecordDecoders() {}

    /** A new decoder, for one thread. */
    public static RecordDecoder create(DecoderOptions options) {
        return new Decoder(options);
    }

    private static final class Decoder implements RecordDecoder {
        private final Reading reading = new Reading();
        private final boolean beforeImages;
        private final RowReaders keys;
        private final RowReaders values;
        private final FlattenedRows flattened;
        private final SchemaCache<Shape> structs;
        private final Shape mapEnvelope;
        private final Shape mapFlattened;
        private final KeyMerge keyMerge = new KeyMerge();

        Decoder(DecoderOptions options) {
            UnavailableValue unavailable = new UnavailableValue(options.unavailable());
            this.beforeImages = options.beforeImages();
            this.keys = new RowReaders(options, unavailable, options.keyName());
            this.values = new RowReaders(options, unavailable, options.valueName());
            this.flattened = new FlattenedRows(options.metadataPrefix());
            this.structs = new SchemaCache<>(schema -> shapeOf(schema, unavailable));
            this.mapEnvelope = Envelopes.ofMap(values);
            this.mapFlattened = flattened.ofMap(values);
        }

        private Shape shapeOf(Schema schema, UnavailableValue unavailable) {
            if (Envelopes.matches(schema)) {
                return Envelopes.ofStruct(schema, values);
            }
            return flattened.matches(schema) ? flattened.ofStruct(schema, unavailable) : Shape.plain(values::read);
        }

        @Override
        public @Nullable ChangeRecord decode(SinkRecord record) {
            Coordinates coordinates = new Coordinates(
                    record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
            reading.begin(record.topic());
            try {
                Event event = event(record.valueSchema(), payload(record.valueSchema(), record.value()));
                if (!record.headers().isEmpty()) {
                    event = flattened.refine(event, record.headers());
                }
                return event == null ? null : change(record, coordinates, event);
            } catch (BadValueException e) {
                throw HeadraceException.poison("Record " + coordinates + " cannot be read: " + e.getMessage());
            }
        }

        /** A JSON converter without schemas leaves the wrapping of one that writes them. */
        private static @Nullable Object payload(@Nullable Schema schema, @Nullable Object value) {
            if (schema == null && value instanceof Map<?, ?> map && map.size() == 2 && map.containsKey("schema")) {
                return map.containsKey("payload") ? map.get("payload") : value;
            }
            return value;
        }

        private @Nullable Event event(@Nullable Schema schema, @Nullable Object value) {
            if (value == null) {
                return new Event(Op.DELETE, null, null);
            }
            if (Structs.isStruct(value)) {
                return structs.get(Structs.schema(value)).read(value, reading);
            }
            if (value instanceof Map<?, ?> map) {
                if (Envelopes.matches(map)) {
                    return mapEnvelope.read(map, reading);
                }
                if (flattened.matches(map)) {
                    return mapFlattened.read(map, reading);
                }
            }
            return new Event(Op.INSERT, values.read(value, schema, reading), null);
        }

        private ChangeRecord change(SinkRecord record, Coordinates coordinates, Event event) {
            Object rawKey = payload(record.keySchema(), record.key());
            Row key = rawKey == null ? null : keyOf(rawKey, record.keySchema());
            Row after = event.row();
            if (key != null && after != null) {
                after = event.op() == Op.DELETE && !beforeImages ? null : keyMerge.merge(after, key);
            }
            Long timestamp = record.timestamp();
            return new ChangeRecord(
                    event.op(),
                    key,
                    after,
                    event.position(),
                    coordinates,
                    record.topic(),
                    timestamp == null ? -1 : timestamp,
                    reading.bytes());
        }

        private @Nullable Row keyOf(Object rawKey, @Nullable Schema schema) {
            Row key;
            try {
                key = keys.read(rawKey, schema, reading);
            } catch (BadValueException e) {
                throw new BadValueException("key " + e.getMessage());
            }
            return key.schema().size() == 0 ? null : key;
        }
    }
}
