package io.headrace.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Finds a type for a value that came without one. Numbers keep every digit: whole ones are 64-bit or unbounded, others 64-bit floats or, where they came exact, decimals. */
final class Inference {

    private final boolean timestamps;
    private final boolean asJson;

    /** @param value canonical for the type; null only for {@link DataType#NOTHING} */
    record Typed(DataType type, @Nullable Object value) {}

    Inference(DecoderOptions options) {
        this.timestamps = options.inferTimestamps();
        this.asJson = options.nested() == DecoderOptions.Nested.JSON;
    }

    Typed infer(@Nullable Object raw) {
        if (raw == null) {
            return new Typed(DataType.NOTHING, null);
        }
        if (raw instanceof String text) {
            boolean timestamp = timestamps && TemporalForms.isRfc3339(text);
            return timestamp
                    ? new Typed(DataType.TIMESTAMP_TZ, TemporalForms.isoTimestamp(text))
                    : new Typed(DataType.TEXT, text);
        }
        if (raw instanceof Number number) {
            return number(number);
        }
        if (raw instanceof Boolean) {
            return new Typed(DataType.BOOL, raw);
        }
        if (raw instanceof Map<?, ?> map) {
            return asJson ? new Typed(DataType.JSON, JsonText.ofUntyped(map)) : struct(map);
        }
        if (raw instanceof List<?> list) {
            return asJson ? new Typed(DataType.JSON, JsonText.ofUntyped(list)) : list(list);
        }
        return other(raw);
    }

    private static Typed number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return new Typed(DataType.FLOAT64, number.doubleValue());
        }
        if (number instanceof BigDecimal) {
            return new Typed(DataType.ANY_DECIMAL, number);
        }
        if (number instanceof BigInteger whole) {
            return new Typed(DataType.ANY_DECIMAL, new BigDecimal(whole));
        }
        return new Typed(DataType.INT64, number.longValue());
    }

    private static Typed other(Object raw) {
        if (raw instanceof byte[] || raw instanceof ByteBuffer) {
            return new Typed(DataType.BYTES, ConnectTypes.bytes(raw));
        }
        if (raw instanceof java.util.Date) {
            return new Typed(DataType.TIMESTAMP, TemporalForms.timestampFromMillis(ConnectTypes.millis(raw)));
        }
        if (raw instanceof UUID) {
            return new Typed(DataType.UUID, raw);
        }
        if (raw instanceof Struct struct) {
            ConnectTypes.Mapping mapping = ConnectTypes.map(struct.schema());
            return new Typed(mapping.type(), mapping.reader().read(struct));
        }
        throw new BadValueException(
                "holds a " + raw.getClass().getName()
                        + ", which no schema explains; use a converter that gives text, numbers, booleans, bytes, lists and maps");
    }

    private Typed struct(Map<?, ?> map) {
        Map<String, @Nullable Object> byName = new TreeMap<>();
        map.forEach((name, value) -> byName.put(String.valueOf(name), value));
        List<Field> fields = new ArrayList<>(byName.size());
        List<@Nullable Object> values = new ArrayList<>(byName.size());
        byName.forEach((name, value) -> {
            Typed typed = infer(value);
            fields.add(Field.optional(name, typed.type()));
            values.add(typed.value());
        });
        return new Typed(new DataType.StructOf(fields), values.toArray());
    }

    /** A list whose elements have a type in common; of any other only JSON can tell the whole. */
    private Typed list(List<?> list) {
        DataType element = DataType.NOTHING;
        List<Typed> typed = new ArrayList<>(list.size());
        for (Object each : list) {
            Typed next = infer(each);
            typed.add(next);
            DataType common = Elements.common(element, next.type());
            if (common == null) {
                return new Typed(DataType.JSON, JsonText.ofUntyped(list));
            }
            element = common;
        }
        List<@Nullable Object> values = new ArrayList<>(typed.size());
        for (Typed each : typed) {
            values.add(Elements.as(each.value(), each.type(), element));
        }
        return new Typed(new DataType.ListOf(element), values);
    }
}
