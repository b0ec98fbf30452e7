package io.headrace.source.postgres.types;

import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.Xml;
import io.debezium.time.Date;
import io.debezium.time.Interval;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** The conversions of types that are not arrays, as columns or as elements of arrays. */
final class Scalars {

    /** Debezium's name for a number whose scale is its own. Empty bytes are no number: NaN has scale 0, the infinities 1 and -1. */
    private static final Schema ANY_SCALE =
            VariableScaleDecimal.builder().optional().build();

    private static final byte[] NO_NUMBER = {};
    private static final String PRECISION = "connect.decimal.precision";

    /** A scale is an eleven-bit number with sign in the type's modifier; Debezium reads it without one. */
    private static final int SCALE_RANGE = 2048;

    /** {@code numeric} without precision: the length that pgjdbc reports for it. */
    private static final int NO_PRECISION = 131_089;

    private Scalars() {}

    static Conversion of(Column column, int oid) {
        return switch (oid) {
            case Oids.BOOL -> value(Schema.OPTIONAL_BOOLEAN_SCHEMA, "t"::equals, Placeholder.bits());
            case Oids.INT2 -> value(Schema.OPTIONAL_INT16_SCHEMA, Short::valueOf, Placeholder.numbers(n -> (short) n));
            case Oids.INT4 -> value(Schema.OPTIONAL_INT32_SCHEMA, Integer::valueOf, Placeholder.numbers(n -> n));
            case Oids.INT8, Oids.OID ->
                value(Schema.OPTIONAL_INT64_SCHEMA, Long::valueOf, Placeholder.numbers(n -> (long) n));
            case Oids.FLOAT4 ->
                value(Schema.OPTIONAL_FLOAT32_SCHEMA, Float::valueOf, Placeholder.numbers(n -> (float) n));
            case Oids.FLOAT8 ->
                value(Schema.OPTIONAL_FLOAT64_SCHEMA, Double::valueOf, Placeholder.numbers(n -> (double) n));
            case Oids.DATE -> value(optional(Date.builder()), PgTemporal::days, Placeholder.numbers(n -> n));
            case Oids.TIME ->
                value(optional(MicroTime.builder()), PgTemporal::timeOfDay, Placeholder.numbers(n -> (long) n));
            case Oids.TIMESTAMP ->
                value(optional(MicroTimestamp.builder()), PgTemporal::timestamp, Placeholder.numbers(n -> (long) n));
            case Oids.TIMETZ -> text(optional(ZonedTime.builder()), PgTemporal::zonedTime);
            case Oids.TIMESTAMPTZ -> text(optional(ZonedTimestamp.builder()), PgTemporal::zonedTimestamp);
            case Oids.INTERVAL -> text(optional(Interval.builder()), same -> same);
            case Oids.JSON, Oids.JSONB -> text(optional(Json.builder()), same -> same);
            case Oids.XML -> text(optional(Xml.builder()), same -> same);
            case Oids.UUID -> uuid();
            case Oids.BYTEA -> bytes();
            case Oids.MONEY -> money(column.moneyDigits());
            case Oids.NUMERIC -> numeric(column);
            default -> text(Schema.OPTIONAL_STRING_SCHEMA, same -> same);
        };
    }

    interface TextReader {
        Object read(String text);
    }

    private static Schema optional(SchemaBuilder builder) {
        return builder.optional().build();
    }

    private static Conversion value(Schema shape, TextReader reader, List<Object> placeholder) {
        return new Conversion(shape, (text, schema) -> reader.read(text), schema -> null, placeholder);
    }

    static Conversion text(Schema shape, TextReader reader) {
        return new Conversion(
                shape, (text, schema) -> reader.read(text), schema -> Placeholder.TEXT, List.of(Placeholder.TEXT));
    }

    private static Conversion uuid() {
        String placeholder = UUID.nameUUIDFromBytes(Placeholder.bytes()).toString();
        return new Conversion(
                optional(Uuid.builder()), (text, schema) -> text, schema -> placeholder, List.of(placeholder));
    }

    private static Conversion bytes() {
        return new Conversion(
                Schema.OPTIONAL_BYTES_SCHEMA,
                (text, schema) -> hex(text),
                schema -> Placeholder.bytes(),
                List.of(Placeholder.bytes()));
    }

    private static byte[] hex(String text) {
        if (!text.startsWith("\\x")) {
            throw new DataException(
                    "Bytes are not written in hex. The connection sets bytea_output=hex: remove any other bytea_output from the database's or the user's settings.");
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }

    /** All digits are printed always, whatever the currency, the separators and the sign look like. */
    private static Conversion money(int digits) {
        Schema shape = Decimal.builder(digits).optional().build();
        return new Conversion(
                shape, (text, schema) -> amount(text, digits), schema -> null, List.of(Placeholder.decimal(digits)));
    }

    private static BigDecimal amount(String text, int digits) {
        BigInteger unscaled = new BigInteger(text.replaceAll("[^0-9]", ""));
        boolean negative = text.indexOf('-') >= 0 || text.indexOf('(') >= 0;
        return new BigDecimal(negative ? unscaled.negate() : unscaled, digits);
    }

    private static Conversion numeric(Column column) {
        int precision = column.length();
        if (column.decimalsAsText()) {
            return text(Schema.OPTIONAL_STRING_SCHEMA, same -> same);
        }
        if (precision <= 0 || precision == NO_PRECISION) {
            return new Conversion(
                    ANY_SCALE,
                    Scalars::anyScale,
                    schema -> struct(schema, Placeholder.bytes(), 0),
                    List.of(struct(ANY_SCALE, Placeholder.bytes(), 0)));
        }
        int scale = column.scale() >= SCALE_RANGE / 2 ? column.scale() - SCALE_RANGE : column.scale();
        Schema shape = Decimal.builder(scale)
                .parameter(PRECISION, Integer.toString(precision))
                .optional()
                .build();
        return new Conversion(
                shape,
                (text, schema) -> fixedScale(column, text, scale),
                schema -> Placeholder.decimal(scale),
                List.of(Placeholder.decimal(scale)));
    }

    private static BigDecimal fixedScale(Column column, String text, int scale) {
        if (text.endsWith("N") || text.endsWith("y")) {
            throw new DataException(
                    "Column " + column.name() + " holds " + text
                            + ", which a number with a fixed scale cannot be. Set decimal.format=text, so that numeric columns arrive as text, or correct the value in the table.");
        }
        return new BigDecimal(text).setScale(scale);
    }

    private static Object anyScale(String text, Schema schema) {
        return switch (text) {
            case "NaN" -> struct(schema, NO_NUMBER, 0);
            case "Infinity" -> struct(schema, NO_NUMBER, 1);
            case "-Infinity" -> struct(schema, NO_NUMBER, -1);
            default -> {
                BigDecimal number = new BigDecimal(text);
                yield struct(schema, number.unscaledValue().toByteArray(), number.scale());
            }
        };
    }

    private static Struct struct(Schema schema, byte[] unscaled, int scale) {
        return new Struct(schema)
                .put(VariableScaleDecimal.VALUE_FIELD, unscaled)
                .put(VariableScaleDecimal.SCALE_FIELD, scale);
    }
}
