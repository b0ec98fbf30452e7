package io.headrace.http.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads marks: JSON that an earlier run wrote. What is not as expected reads as absent, so that routing begins anew rather than fails. */
final class Marks {

    private Marks() {}

    static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((name, each) -> map.put(String.valueOf(name), each));
        }
        return map;
    }

    static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(value).forEach((name, each) -> texts.put(name, String.valueOf(each)));
        return texts;
    }

    static int index(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : -1;
    }
}
