package io.headrace.duckdb;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form in which the Appender takes a canonical value inside a list or map: java.time for temporals, a collection in field order for a struct. */
interface Element {

    Object of(Object value);

    static Element of(DataType type) {
        if (type instanceof DataType.Text || type instanceof DataType.Json) {
            return value -> DuckDbText.valid((String) value);
        } else if (type instanceof DataType.Decimal decimal) {
            return value -> ColumnAppender.decimal(decimal, value);
        } else if (type instanceof DataType.Date) {
            return value -> DuckDbTime.date((Integer) value);
        } else if (type instanceof DataType.Time) {
            return value -> DuckDbTime.timeText((Long) value);
        } else if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.zoned()
                    ? value -> DuckDbTime.dateTime((Long) value).atOffset(ZoneOffset.UTC)
                    : value -> DuckDbTime.dateTime((Long) value);
        } else if (type instanceof DataType.ListOf list) {
            Element element = of(list.element());
            return value -> list((List<?>) value, element);
        } else if (type instanceof DataType.MapOf map) {
            return map(map);
        } else if (type instanceof DataType.StructOf struct) {
            return struct(struct);
        }
        return value -> value;
    }

    static Collection<@Nullable Object> list(List<?> values, Element element) {
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            elements.add(value == null ? null : element.of(value));
        }
        return elements;
    }

    /** DuckDB marks a map with a null key or two equal keys as invalid when it is read; it is refused before it is written. */
    private static Element map(DataType.MapOf map) {
        Element key = of(map.key());
        Element element = of(map.value());
        return value -> {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            Set<Object> seen = new HashSet<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                Object name = entry.getKey();
                if (name == null) {
                    throw new ValueRefusedException("a map with a null key");
                }
                if (!seen.add(comparable(name))) {
                    throw new ValueRefusedException("a map with two equal keys");
                }
                Object content = entry.getValue();
                entries.put(key.of(name), content == null ? null : element.of(content));
            }
            return entries;
        };
    }

    /** Equal exactly when DuckDB finds the keys equal: bytes by content, the two zeros as one. */
    private static Object comparable(Object key) {
        if (key instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (key instanceof Double number) {
            return number + 0.0;
        } else if (key instanceof Float number) {
            return number + 0.0f;
        } else if (key instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return key;
    }

    private static Element struct(DataType.StructOf struct) {
        Element[] fields =
                struct.fields().stream().map(Field::type).map(Element::of).toArray(Element[]::new);
        return value -> {
            @Nullable Object[] values = (@Nullable Object[]) value;
            @Nullable Object[] elements = new @Nullable Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                Object field = values[i];
                elements[i] = field == null ? null : fields[i].of(field);
            }
            return Arrays.asList(elements);
        };
    }
}
