package io.headrace.core.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Canonical values as JSON text, always the same text for the same value. Dates and times are ISO 8601 ({@link CanonicalText}), bytes base64, decimals numbers with all their
 * digits; what JSON has no number for (NaN, infinities) is text. A {@link DataType.Json} value is put in as it is.
 */
public final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /**
     * @param value canonical for {@code type} (see {@link DataType}), or null
     * @throws HeadraceException of class POISON when the value nests deeper than JSON writers allow
     */
    public static String of(@Nullable Object value, DataType type) {
        try {
            return write(out -> typed(out, value, type));
        } catch (BadValueException e) {
            throw HeadraceException.poison("A value " + e.getMessage());
        }
    }

    /** Of what a converter without schemas gives: maps, lists, text, numbers, booleans, bytes, dates. Keys come sorted, because maps have no order to keep. */
    static String ofUntyped(@Nullable Object value) {
        return write(out -> untyped(out, value));
    }

    private interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static String write(Content content) {
        SegmentedStringWriter text = new SegmentedStringWriter(new BufferRecycler());
        try (JsonGenerator out = JSON.createGenerator(text)) {
            content.writeTo(out);
            out.flush();
            return text.getAndClear();
        } catch (StreamConstraintsException e) {
            throw new BadValueException("nests too deep for JSON text; flatten it with a transform or drop the field");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void typed(JsonGenerator out, @Nullable Object value, DataType type) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (type instanceof DataType.Json) {
            out.writeRawValue((String) value);
        } else if (type instanceof DataType.ListOf list) {
            out.writeStartArray();
            for (Object each : (List<?>) value) {
                typed(out, each, list.element());
            }
            out.writeEndArray();
        } else if (type instanceof DataType.MapOf map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.writeFieldName(entry.getKey() == null ? "null" : CanonicalText.of(entry.getKey(), map.key()));
                typed(out, entry.getValue(), map.value());
            }
            out.writeEndObject();
        } else if (type instanceof DataType.StructOf struct) {
            @Nullable Object[] values = (@Nullable Object[]) value;
            out.writeStartObject();
            for (int i = 0; i < values.length; i++) {
                out.writeFieldName(struct.fields().get(i).name());
                typed(out, values[i], struct.fields().get(i).type());
            }
            out.writeEndObject();
        } else if (value instanceof Number number && isNumeric(type)) {
            number(out, number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(CanonicalText.of(value, type));
        }
    }

    private static boolean isNumeric(DataType type) {
        return !(type instanceof DataType.Date || type instanceof DataType.Time || type instanceof DataType.Timestamp);
    }

    private static void number(JsonGenerator out, Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            out.writeNumber(CanonicalText.plain(decimal));
        } else if (number instanceof BigInteger whole) {
            out.writeNumber(whole);
        } else if (number instanceof Double || number instanceof Float) {
            boolean finite = Double.isFinite(number.doubleValue());
            if (finite) {
                out.writeNumber(number.toString());
            } else {
                out.writeString(number.toString());
            }
        } else {
            out.writeNumber(number.longValue());
        }
    }

    private static void untyped(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, each) -> sorted.put(String.valueOf(name), each));
            out.writeStartObject();
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                out.writeFieldName(entry.getKey());
                untyped(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object each : list) {
                untyped(out, each);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            untypedScalar(out, value);
        }
    }

    private static void untypedScalar(JsonGenerator out, Object value) throws IOException {
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            out.writeString(CanonicalText.of(ConnectTypes.bytes(value), DataType.BYTES));
        } else if (value instanceof java.util.Date) {
            out.writeString(CanonicalText.of(
                    TemporalForms.timestampFromMillis(ConnectTypes.millis(value)), DataType.TIMESTAMP));
        } else if (value instanceof Struct struct) {
            ConnectTypes.Mapping mapping = ConnectTypes.map(struct.schema());
            typed(out, mapping.reader().read(struct), mapping.type());
        } else {
            out.writeString(value.toString());
        }
    }
}
