package io.headrace.sink.direct;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.ChangeRecord.Coordinates;
import io.headrace.core.record.RecordDecoder;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Puts the formats in the place of converters: reads bytes, and leaves what they mean to the decoder behind it. */
public final class DirectDecoder implements RecordDecoder {

    private final @Nullable PayloadFormat keys;
    private final @Nullable PayloadFormat values;
    private final RecordDecoder next;

    private DirectDecoder(@Nullable PayloadFormat keys, @Nullable PayloadFormat values, RecordDecoder next) {
        this.keys = keys;
        this.values = values;
        this.next = next;
    }

    /** @return {@code next} itself where converters do all the work */
    public static RecordDecoder before(RecordDecoder next, DirectOptions options, RandomGenerator random) {
        if (options.key() == DirectOptions.Format.CONVERTED && options.value() == DirectOptions.Format.CONVERTED) {
            return next;
        }
        @Nullable AvroFormat avro = options.registry()
                .map(registry -> new AvroFormat(new HttpSchemaRegistry(registry, random)))
                .orElse(null);
        return new DirectDecoder(format(options.key(), avro), format(options.value(), avro), next);
    }

    private static @Nullable PayloadFormat format(DirectOptions.Format format, @Nullable AvroFormat avro) {
        return switch (format) {
            case CONVERTED -> null;
            case AVRO -> avro;
        };
    }

    @Override
    public @Nullable ChangeRecord decode(SinkRecord record) {
        SchemaAndValue key = read(record, "key", keys, record.keySchema(), record.key());
        SchemaAndValue value = read(record, "value", values, record.valueSchema(), record.value());
        return next.decode(record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                record.timestamp(),
                record.headers()));
    }

    private static SchemaAndValue read(
            SinkRecord record,
            String part,
            @Nullable PayloadFormat format,
            @Nullable Schema schema,
            @Nullable Object content) {
        if (format == null || content == null) {
            return new SchemaAndValue(schema, content);
        }
        if (!(content instanceof byte[] bytes)) {
            throw HeadraceException.config("'" + part + ".format' is set, but the " + part + " of record "
                    + coordinates(record) + " came as a " + content.getClass().getSimpleName()
                    + ". Set '" + part
                    + ".converter' to org.apache.kafka.connect.converters.ByteArrayConverter and use no transforms that change the "
                    + part + ", or leave '" + part + ".format' out.");
        }
        try {
            return format.read(bytes);
        } catch (UnreadableException e) {
            throw HeadraceException.poison(
                    "Record " + coordinates(record) + " cannot be read: its " + part + " " + e.getMessage());
        }
    }

    private static Coordinates coordinates(SinkRecord record) {
        return new Coordinates(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
    }
}
