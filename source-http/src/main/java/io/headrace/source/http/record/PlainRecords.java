package io.headrace.source.http.record;

import io.headrace.http.read.Op;
import io.headrace.http.read.Read;
import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Maps without a schema. Numbers that neither 64 bits nor a float hold with all their digits are texts, because converters have no other way for them. */
final class PlainRecords implements StreamRecords {

    private final KeyFormat keys;

    PlainRecords(KeyFormat keys) {
        this.keys = keys;
    }

    @Override
    public SchemaAndValue key(Read read) {
        Map<String, @Nullable Object> key = KeyParts.checked(read);
        if (key.isEmpty()) {
            return NOTHING;
        }
        return new SchemaAndValue(
                null,
                keys == KeyFormat.VALUE && key.size() == 1
                        ? plain(key.values().iterator().next())
                        : plain(key));
    }

    @Override
    public SchemaAndValue value(Read read) {
        return read.op() == Op.DELETE ? NOTHING : new SchemaAndValue(null, plain(read.record()));
    }

    @Override
    public void declare(Map<String, @Nullable Object> schema) {}

    @Override
    public String memory() {
        return "";
    }

    @Override
    public void remember(String memory) {}

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), plain(each)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (value instanceof BigDecimal decimal) {
            return Shapes.of(value) == Shape.Scalar.NUMBER ? decimal.doubleValue() : Json.plain(decimal);
        }
        return value instanceof BigInteger whole ? whole.toString() : value;
    }
}
