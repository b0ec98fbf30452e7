package io.headrace.filesink;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The stored form of a type: a word for types without parts, an object for the others. */
final class TypeCodec {

    private static final Map<String, DataType> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("bool", DataType.BOOL);
        WORDS.put("int8", DataType.INT8);
        WORDS.put("int16", DataType.INT16);
        WORDS.put("int32", DataType.INT32);
        WORDS.put("int64", DataType.INT64);
        WORDS.put("float32", DataType.FLOAT32);
        WORDS.put("float64", DataType.FLOAT64);
        WORDS.put("decimal", DataType.ANY_DECIMAL);
        WORDS.put("text", DataType.TEXT);
        WORDS.put("bytes", DataType.BYTES);
        WORDS.put("date", DataType.DATE);
        WORDS.put("time", DataType.TIME);
        WORDS.put("timestamp", DataType.TIMESTAMP);
        WORDS.put("timestamptz", DataType.TIMESTAMP_TZ);
        WORDS.put("uuid", DataType.UUID);
        WORDS.put("json", DataType.JSON);
        WORDS.put("nothing", DataType.NOTHING);
    }

    private TypeCodec() {}

    static Object write(DataType type) {
        if (type instanceof DataType.Decimal decimal && decimal.bounded()) {
            return new Json().with("precision", (long) decimal.precision()).with("scale", (long) decimal.scale());
        } else if (type instanceof DataType.ListOf list) {
            return new Json().with("list", write(list.element()));
        } else if (type instanceof DataType.MapOf map) {
            return new Json().with("key", write(map.key())).with("value", write(map.value()));
        } else if (type instanceof DataType.StructOf struct) {
            return new Json()
                    .with(
                            "struct",
                            struct.fields().stream().map(TypeCodec::write).toList());
        }
        Optional<String> word = WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst();
        return word.orElseThrow(() -> new IllegalArgumentException("No stored form for " + type));
    }

    static DataType read(Object stored) {
        if (stored instanceof Json json) {
            if (json.has("precision")) {
                return new DataType.Decimal((int) json.number("precision"), (int) json.number("scale"));
            } else if (json.has("list")) {
                return new DataType.ListOf(read(json.get("list")));
            } else if (json.has("key")) {
                return new DataType.MapOf(read(json.get("key")), read(json.get("value")));
            }
            return new DataType.StructOf(
                    json.objects("struct").stream().map(TypeCodec::readField).toList());
        }
        DataType type = WORDS.get(stored);
        if (type == null) {
            throw new IllegalArgumentException("'" + stored + "' is no type");
        }
        return type;
    }

    private static Json write(Field field) {
        return new Json()
                .with("name", field.name())
                .with("type", write(field.type()))
                .with("nullable", field.nullable());
    }

    private static Field readField(Json json) {
        return new Field(json.text("name"), read(json.get("type")), json.flag("nullable"));
    }
}
