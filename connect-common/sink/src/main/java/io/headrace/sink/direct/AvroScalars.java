package io.headrace.sink.direct;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Avro's types without parts, and the logical types that Connect has too: {@code decimal}, {@code date}, {@code time-millis} and {@code timestamp-millis}. Others, such as
 * {@code timestamp-micros}, are the numbers they are made of, as they are to Confluent's converter.
 */
final class AvroScalars {

    private static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    /** What Confluent's converter takes for a precision that nobody gave. */
    private static final int NO_PRECISION = 64;

    private static final long MILLIS_PER_DAY = 86_400_000L;

    private AvroScalars() {}

    static boolean isPrimitive(String name) {
        return PRIMITIVES.contains(name);
    }

    /** @param definition the properties of the type; empty where it is but a name */
    static AvroType of(String primitive, Map<?, ?> definition, boolean optional) {
        return switch (primitive) {
            case "boolean" -> type(SchemaBuilder.bool(), definition, optional, AvroInput::bool);
            case "int" -> integer(definition, optional);
            case "long" -> longInteger(definition, optional);
            case "float" -> type(SchemaBuilder.float32(), definition, optional, AvroInput::float32);
            case "double" -> type(SchemaBuilder.float64(), definition, optional, AvroInput::float64);
            case "string" -> type(SchemaBuilder.string(), definition, optional, AvroInput::text);
            case "bytes" -> bytes(definition, optional, AvroInput::bytes);
            default ->
                throw new UnreadableException(
                        "has a schema with a null that is in no union, which Connect has no type for; drop the field at the source");
        };
    }

    static AvroType enumeration(Map<?, ?> definition, boolean optional) {
        List<?> symbols = definition.get("symbols") instanceof List<?> list ? list : List.of();
        return type(SchemaBuilder.string(), definition, optional, in -> {
            int symbol = in.integer();
            if (symbol < 0 || symbol >= symbols.size()) {
                throw new UnreadableException(
                        "has an enum symbol that its schema does not have; it is not of its schema");
            }
            return symbols.get(symbol);
        });
    }

    static AvroType fixed(Map<?, ?> definition, boolean optional) {
        int size = number(definition.get("size"), 0);
        return bytes(definition, optional, in -> in.fixed(size));
    }

    private static AvroType type(
            SchemaBuilder builder, Map<?, ?> definition, boolean optional, AvroType.Reader reader) {
        return new AvroType(AvroSchemas.finish(builder, definition, optional), reader);
    }

    private static AvroType integer(Map<?, ?> definition, boolean optional) {
        if ("int8".equals(definition.get("connect.type"))) {
            return type(SchemaBuilder.int8(), definition, optional, in -> (byte) in.integer());
        }
        if ("int16".equals(definition.get("connect.type"))) {
            return type(SchemaBuilder.int16(), definition, optional, in -> (short) in.integer());
        }
        if (is(definition, "date", Date.LOGICAL_NAME)) {
            return type(Date.builder(), definition, optional, in -> date(in.integer() * MILLIS_PER_DAY));
        }
        if (is(definition, "time-millis", Time.LOGICAL_NAME)) {
            return type(Time.builder(), definition, optional, in -> date(in.integer()));
        }
        return type(SchemaBuilder.int32(), definition, optional, AvroInput::integer);
    }

    private static AvroType longInteger(Map<?, ?> definition, boolean optional) {
        return is(definition, "timestamp-millis", Timestamp.LOGICAL_NAME)
                ? type(Timestamp.builder(), definition, optional, in -> date(in.longInteger()))
                : type(SchemaBuilder.int64(), definition, optional, AvroInput::longInteger);
    }

    /** Connect's own times are {@code java.util.Date}s. */
    @SuppressWarnings("JavaUtilDate")
    private static java.util.Date date(long millis) {
        return new java.util.Date(millis);
    }

    private interface Bytes {
        byte[] read(AvroInput in);
    }

    private static AvroType bytes(Map<?, ?> definition, boolean optional, Bytes bytes) {
        if (!is(definition, "decimal", Decimal.LOGICAL_NAME)) {
            return type(SchemaBuilder.bytes(), definition, optional, bytes::read);
        }
        Object parameter = definition.get("connect.parameters") instanceof Map<?, ?> parameters
                ? parameters.get(Decimal.SCALE_FIELD)
                : null;
        int scale = number(definition.get("scale"), number(parameter, 0));
        int precision = number(definition.get("precision"), NO_PRECISION);
        SchemaBuilder builder = Decimal.builder(scale);
        if (precision != NO_PRECISION) {
            builder.parameter("connect.decimal.precision", Integer.toString(precision));
        }
        return type(builder, definition, optional, in -> new BigDecimal(new BigInteger(bytes.read(in)), scale));
    }

    private static boolean is(Map<?, ?> definition, String logicalType, String connectName) {
        return logicalType.equals(definition.get("logicalType")) || connectName.equals(definition.get("connect.name"));
    }

    private static int number(@Nullable Object json, int otherwise) {
        if (json instanceof Number number) {
            return number.intValue();
        }
        return json instanceof String text ? Integer.parseInt(text) : otherwise;
    }
}
