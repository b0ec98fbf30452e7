package io.headrace.http.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value as it was written, with the lines on which its parts begin. Immutable. */
public sealed interface Written {

    /** The line on which it begins, counted from one; zero when there is no text. */
    int line();

    /** The same as plain maps, lists, texts, numbers, booleans and nulls. */
    @Nullable Object plain();

    record Obj(Map<String, Written> fields, int line) implements Written {

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, value) -> plain.put(name, value.plain()));
            return plain;
        }
    }

    record Arr(List<Written> items, int line) implements Written {

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }
    }

    /** A text, a number (Long, BigInteger or BigDecimal), a boolean or null. */
    record Scalar(@Nullable Object value, int line) implements Written {

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A plain value, as if it had been written on one line. */
    static Written of(@Nullable Object plain, int line) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, Written> fields = new LinkedHashMap<>();
            map.forEach((name, value) -> fields.put(String.valueOf(name), of(value, line)));
            return new Obj(fields, line);
        }
        if (plain instanceof List<?> list) {
            List<Written> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item, line)));
            return new Arr(items, line);
        }
        return new Scalar(plain, line);
    }
}
