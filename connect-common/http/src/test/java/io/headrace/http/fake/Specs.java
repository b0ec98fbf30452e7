package io.headrace.http.fake;

import io.headrace.http.spec.Component;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Components written in Java: numbers may be what Java makes of them. */
public final class Specs {

    private Specs() {}

    public static Component of(String type, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> plain.put(name, plain(value)));
        return Component.of(type, plain);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, element) -> plain.put(String.valueOf(name), plain(element)));
            return plain;
        }
        return value;
    }
}
