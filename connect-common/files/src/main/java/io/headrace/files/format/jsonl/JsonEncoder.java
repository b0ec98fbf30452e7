package io.headrace.files.format.jsonl;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.files.format.UnfitValueException;
import io.headrace.files.format.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the canonical values of one type as JSON. */
@FunctionalInterface
interface JsonEncoder {

    /** Writes a value that is there. */
    void writePresent(JsonGenerator json, Object value) throws IOException;

    default void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        try {
            writePresent(json, value);
        } catch (ClassCastException e) {
            throw UnfitValueException.wrongClass(value, e);
        }
    }

    Map<DataType, JsonEncoder> LEAVES = Map.ofEntries(
            entry(DataType.BOOL, (json, v) -> json.writeBoolean((boolean) v)),
            entry(DataType.INT8, (json, v) -> json.writeNumber((byte) v)),
            entry(DataType.INT16, (json, v) -> json.writeNumber((short) v)),
            entry(DataType.INT32, (json, v) -> json.writeNumber((int) v)),
            entry(DataType.INT64, (json, v) -> json.writeNumber((long) v)),
            entry(DataType.FLOAT32, JsonEncoder::writeFloat),
            entry(DataType.FLOAT64, JsonEncoder::writeDouble),
            entry(DataType.TEXT, JsonEncoder::writeText),
            entry(DataType.JSON, (json, v) -> JsonText.copy((String) v, json)),
            entry(DataType.BYTES, (json, v) -> json.writeBinary((byte[]) v)),
            entry(DataType.UUID, (json, v) -> json.writeString(((java.util.UUID) v).toString())),
            entry(DataType.DATE, (json, v) -> json.writeString(IsoText.date((int) v))),
            entry(DataType.TIME, (json, v) -> json.writeString(IsoText.time((long) v))),
            entry(DataType.TIMESTAMP, (json, v) -> json.writeString(IsoText.timestamp((long) v, ""))),
            entry(DataType.TIMESTAMP_TZ, (json, v) -> json.writeString(IsoText.timestamp((long) v, "Z"))));

    static JsonEncoder of(DataType type) {
        if (type instanceof DataType.Decimal) {
            return JsonEncoder::writeDecimal;
        } else if (type instanceof DataType.ListOf list) {
            return listOf(of(list.element()));
        } else if (type instanceof DataType.MapOf map) {
            return map.key() instanceof DataType.Text
                    ? objectOf(of(map.value()))
                    : entriesOf(of(map.key()), of(map.value()));
        } else if (type instanceof DataType.StructOf struct) {
            return structOf(struct.fields());
        }
        JsonEncoder leaf = LEAVES.get(type);
        if (leaf == null) {
            throw new IllegalArgumentException("JSON has no form for " + type);
        }
        return leaf;
    }

    private static void writeText(JsonGenerator json, Object value) throws IOException {
        byte[] utf8 = Utf8.encode((String) value);
        json.writeUTF8String(utf8, 0, utf8.length);
    }

    private static void writeFloat(JsonGenerator json, Object value) throws IOException {
        float number = (float) value;
        if (Float.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Float.toString(number));
        }
    }

    private static void writeDouble(JsonGenerator json, Object value) throws IOException {
        double number = (double) value;
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    private static void writeDecimal(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Double special) {
            json.writeString(special.toString());
        } else {
            json.writeNumber(((BigDecimal) value).toPlainString());
        }
    }

    private static JsonEncoder listOf(JsonEncoder element) {
        return (json, value) -> {
            json.writeStartArray();
            for (Object item : (List<?>) value) {
                element.write(json, item);
            }
            json.writeEndArray();
        };
    }

    private static JsonEncoder objectOf(JsonEncoder value) {
        return (json, map) -> {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                json.writeFieldName((String) entry.getKey());
                value.write(json, entry.getValue());
            }
            json.writeEndObject();
        };
    }

    private static JsonEncoder entriesOf(JsonEncoder key, JsonEncoder value) {
        return (json, map) -> {
            json.writeStartArray();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                json.writeStartObject();
                json.writeFieldName("key");
                key.write(json, entry.getKey());
                json.writeFieldName("value");
                value.write(json, entry.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static JsonEncoder structOf(List<Field> fields) {
        List<JsonEncoder> encoders =
                fields.stream().map(field -> of(field.type())).toList();
        return (json, value) -> {
            @Nullable Object[] values = (@Nullable Object[]) value;
            json.writeStartObject();
            for (int i = 0; i < values.length; i++) {
                json.writeFieldName(fields.get(i).name());
                encoders.get(i).write(json, values[i]);
            }
            json.writeEndObject();
        };
    }
}
