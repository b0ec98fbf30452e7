package io.headrace.core.record;

import static org.apache.kafka.connect.data.Schema.Type.ARRAY;
import static org.apache.kafka.connect.data.Schema.Type.BYTES;
import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;
import static org.apache.kafka.connect.data.Schema.Type.STRUCT;

import io.headrace.core.error.HeadraceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what a Connect schema becomes, Connect's own logical types and Debezium's included. A logical name that is not known here becomes its physical type.
 *
 * <p>Timestamps without a zone are wall-clock times and are never shifted. Connect's own {@code Timestamp} has no zone and is read so too.
 */
public final class ConnectTypes {

    /** Deeper schemas are taken for recursive ones, which have no columns. */
    private static final int DEEPEST = 32;

    private static final String VARIABLE_SCALE = "io.debezium.data.VariableScaleDecimal";

    /** A type and the way its values are read. */
    record Mapping(DataType type, ValueReader reader) {}

    /** A logical type: applies only on its own physical type. */
    private record Logical(Schema.Type physical, Function<Schema, Mapping> mapping) {}

    private static final Map<String, Logical> LOGICAL = logicalTypes();

    private ConnectTypes() {}

    /** @throws HeadraceException of class POISON when the schema is recursive */
    public static DataType typeOf(Schema schema) {
        try {
            return map(schema).type();
        } catch (BadValueException e) {
            throw HeadraceException.poison("Schema " + schema.name() + " " + e.getMessage());
        }
    }

    static Mapping map(Schema schema) {
        return map(schema, 0);
    }

    static Mapping map(Schema schema, int depth) {
        String name = schema.name();
        Logical logical = name == null ? null : LOGICAL.get(name);
        if (logical != null && logical.physical() == schema.type()) {
            return logical.mapping().apply(schema);
        }
        return physical(schema, depth);
    }

    private static Mapping physical(Schema schema, int depth) {
        if (depth > DEEPEST) {
            throw new BadValueException("nests deeper than " + DEEPEST
                    + " levels or contains itself; send it as JSON text or drop the field with a transform");
        }
        return switch (schema.type()) {
            case INT8 -> new Mapping(DataType.INT8, ValueReader.SAME);
            case INT16 -> new Mapping(DataType.INT16, ValueReader.SAME);
            case INT32 -> new Mapping(DataType.INT32, ValueReader.SAME);
            case INT64 -> new Mapping(DataType.INT64, ValueReader.SAME);
            case FLOAT32 -> new Mapping(DataType.FLOAT32, ValueReader.SAME);
            case FLOAT64 -> new Mapping(DataType.FLOAT64, ValueReader.SAME);
            case BOOLEAN -> new Mapping(DataType.BOOL, ValueReader.SAME);
            case STRING -> new Mapping(DataType.TEXT, ValueReader.SAME);
            case BYTES -> new Mapping(DataType.BYTES, ConnectTypes::bytes);
            case ARRAY -> list(map(schema.valueSchema(), depth + 1));
            case MAP -> map(map(schema.keySchema(), depth + 1), map(schema.valueSchema(), depth + 1));
            case STRUCT -> {
                StructValues values = StructValues.compile(schema, depth + 1);
                yield new Mapping(new DataType.StructOf(values.fields()), values::read);
            }
        };
    }

    private static Mapping list(Mapping element) {
        ValueReader reader = element.reader();
        if (reader == ValueReader.SAME) {
            return new Mapping(new DataType.ListOf(element.type()), ValueReader.SAME);
        }
        return new Mapping(new DataType.ListOf(element.type()), value -> {
            List<?> from = (List<?>) value;
            List<@Nullable Object> into = new ArrayList<>(from.size());
            for (Object each : from) {
                into.add(each == null ? null : reader.read(each));
            }
            return into;
        });
    }

    private static Mapping map(Mapping key, Mapping value) {
        DataType type = new DataType.MapOf(key.type(), value.type());
        if (key.reader() == ValueReader.SAME && value.reader() == ValueReader.SAME) {
            return new Mapping(type, ValueReader.SAME);
        }
        return new Mapping(type, from -> {
            Map<@Nullable Object, @Nullable Object> into = new LinkedHashMap<>();
            ((Map<?, ?>) from)
                    .forEach((k, v) -> into.put(
                            k == null ? null : key.reader().read(k),
                            v == null ? null : value.reader().read(v)));
            return into;
        });
    }

    static byte[] bytes(Object value) {
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        if (buffer.hasArray()
                && buffer.arrayOffset() == 0
                && buffer.position() == 0
                && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    private static Map<String, Logical> logicalTypes() {
        Map<String, Logical> types = new LinkedHashMap<>();
        connectTypes(types);
        debeziumTimes(types);
        debeziumIsoTimes(types);
        debeziumData(types);
        return Map.copyOf(types);
    }

    private static void connectTypes(Map<String, Logical> types) {
        types.put(
                org.apache.kafka.connect.data.Decimal.LOGICAL_NAME,
                new Logical(BYTES, schema -> new Mapping(decimal(schema), ValueReader.SAME)));
        put(
                types,
                org.apache.kafka.connect.data.Date.LOGICAL_NAME,
                INT32,
                DataType.DATE,
                v -> TemporalForms.daysFromMillis(millis(v)));
        put(
                types,
                org.apache.kafka.connect.data.Time.LOGICAL_NAME,
                INT32,
                DataType.TIME,
                v -> TemporalForms.timeOfDay(millis(v) * 1000));
        put(
                types,
                org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME,
                INT64,
                DataType.TIMESTAMP,
                v -> TemporalForms.timestampFromMillis(millis(v)));
    }

    private static void debeziumTimes(Map<String, Logical> types) {
        put(types, "io.debezium.time.Date", INT32, DataType.DATE, v -> TemporalForms.days((Integer) v));
        put(types, "io.debezium.time.Time", INT32, DataType.TIME, v -> TemporalForms.timeOfDay((Integer) v * 1000L));
        put(types, "io.debezium.time.MicroTime", INT64, DataType.TIME, v -> TemporalForms.timeOfDay((Long) v));
        put(
                types,
                "io.debezium.time.NanoTime",
                INT64,
                DataType.TIME,
                v -> TemporalForms.timeOfDay(TemporalForms.wholeMicros((Long) v)));
        put(
                types,
                "io.debezium.time.Timestamp",
                INT64,
                DataType.TIMESTAMP,
                v -> TemporalForms.timestampFromMillis((Long) v));
        put(
                types,
                "io.debezium.time.MicroTimestamp",
                INT64,
                DataType.TIMESTAMP,
                v -> TemporalForms.timestamp((Long) v));
        put(
                types,
                "io.debezium.time.NanoTimestamp",
                INT64,
                DataType.TIMESTAMP,
                v -> TemporalForms.timestampFromNanos((Long) v));
        put(types, "io.debezium.time.Year", INT32, DataType.INT32, ValueReader.SAME);
        put(types, "io.debezium.time.MicroDuration", INT64, DataType.INT64, ValueReader.SAME);
        put(types, "io.debezium.time.NanoDuration", INT64, DataType.INT64, ValueReader.SAME);
    }

    private static void debeziumIsoTimes(Map<String, Logical> types) {
        put(types, "io.debezium.time.IsoDate", STRING, DataType.DATE, v -> TemporalForms.isoDate((String) v));
        put(types, "io.debezium.time.IsoTime", STRING, DataType.TIME, v -> TemporalForms.isoTime((String) v));
        put(
                types,
                "io.debezium.time.IsoTimestamp",
                STRING,
                DataType.TIMESTAMP,
                v -> TemporalForms.isoTimestamp((String) v));
        put(types, "io.debezium.time.ZonedTime", STRING, DataType.TIME, v -> TemporalForms.isoTime((String) v));
        put(
                types,
                "io.debezium.time.ZonedTimestamp",
                STRING,
                DataType.TIMESTAMP_TZ,
                v -> TemporalForms.isoTimestamp((String) v));
        put(types, "io.debezium.time.Interval", STRING, DataType.TEXT, ValueReader.SAME);
    }

    private static void debeziumData(Map<String, Logical> types) {
        put(types, "io.debezium.data.Json", STRING, DataType.JSON, ValueReader.SAME);
        put(types, "io.debezium.data.Xml", STRING, DataType.TEXT, ValueReader.SAME);
        put(types, "io.debezium.data.Uuid", STRING, DataType.UUID, ConnectTypes::uuid);
        put(types, "io.debezium.data.Enum", STRING, DataType.TEXT, ValueReader.SAME);
        put(types, "io.debezium.data.EnumSet", STRING, DataType.TEXT, ValueReader.SAME);
        put(types, "io.debezium.data.Ltree", STRING, DataType.TEXT, ValueReader.SAME);
        put(types, "io.debezium.data.Tsvector", STRING, DataType.TEXT, ValueReader.SAME);
        put(types, "io.debezium.data.Bits", BYTES, DataType.BYTES, ConnectTypes::bytes);
        put(types, VARIABLE_SCALE, STRUCT, DataType.ANY_DECIMAL, ConnectTypes::variableScale);
        types.put("io.debezium.data.DoubleVector", new Logical(ARRAY, schema -> physical(schema, 0)));
        types.put("io.debezium.data.FloatVector", new Logical(ARRAY, schema -> physical(schema, 0)));
        for (String shape :
                List.of("SparseDoubleVector", "geometry.Point", "geometry.Geometry", "geometry.Geography")) {
            types.put("io.debezium.data." + shape, new Logical(STRUCT, schema -> physical(schema, 0)));
        }
    }

    private static void put(
            Map<String, Logical> types, String name, Schema.Type physical, DataType type, ValueReader reader) {
        Mapping mapping = new Mapping(type, reader);
        types.put(name, new Logical(physical, schema -> mapping));
    }

    /** Connect's own times are {@code java.util.Date}s, whatever one thinks of that class. */
    @SuppressWarnings("JavaUtilDate")
    static long millis(Object value) {
        return ((java.util.Date) value).getTime();
    }

    private static UUID uuid(Object value) {
        String text = (String) value;
        if (text.length() != 36) {
            throw new BadValueException(
                    "is not a UUID of 36 characters, which its schema says it is; correct it at the source or send it as plain text");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new BadValueException(
                    "is not a UUID, which its schema says it is; correct it at the source or send it as plain text");
        }
    }

    static boolean isVariableScale(Schema schema) {
        return VARIABLE_SCALE.equals(schema.name());
    }

    /** Bytes that are empty are no number: our own source sends NaN so with the scale 0, and the infinities with 1 and -1. */
    private static Object variableScale(Object value) {
        byte[] unscaled = bytes(Structs.require(value, "value"));
        int scale = (Integer) Structs.require(value, "scale");
        if (unscaled.length > 0) {
            return new BigDecimal(new BigInteger(unscaled), scale);
        }
        if (scale == 0) {
            return Double.NaN;
        }
        return scale > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** The scale is part of Connect's own schema; the precision comes from Avro ({@code connect.decimal.precision}) or from Debezium's source column, when either says it. */
    private static DataType.Decimal decimal(Schema schema) {
        int scale = parameter(schema, org.apache.kafka.connect.data.Decimal.SCALE_FIELD);
        int precision = parameter(schema, "connect.decimal.precision");
        if (precision < 1 && parameter(schema, "__debezium.source.column.scale") == scale) {
            precision = parameter(schema, "__debezium.source.column.length");
        }
        return new DataType.Decimal(precision < 1 ? DataType.Decimal.UNBOUNDED : precision, scale);
    }

    private static int parameter(Schema schema, String name) {
        Map<String, String> parameters = schema.parameters();
        String text = parameters == null ? null : parameters.get(name);
        if (text == null) {
            return DataType.Decimal.UNBOUNDED;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return DataType.Decimal.UNBOUNDED;
        }
    }
}
