package io.headrace.source.http.record;

import io.headrace.http.wire.Json;
import io.headrace.source.http.record.Shape.Decimal;
import io.headrace.source.http.record.Shape.Fields;
import io.headrace.source.http.record.Shape.Items;
import io.headrace.source.http.record.Shape.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shapes as short JSON: a letter for a scalar, a number for a decimal's scale, a list for lists, an object for objects. */
final class ShapeText {

    private static final Map<String, Scalar> LETTERS = Map.of(
            "u", Scalar.UNKNOWN,
            "b", Scalar.BOOLEAN,
            "i", Scalar.INTEGER,
            "n", Scalar.NUMBER,
            "s", Scalar.TEXT,
            "d", Scalar.DATE,
            "t", Scalar.TIMESTAMP);

    private ShapeText() {}

    static Object write(Shape shape) {
        if (shape instanceof Decimal decimal) {
            return (long) decimal.scale();
        }
        if (shape instanceof Items items) {
            return List.of(write(items.item()));
        }
        if (shape instanceof Fields fields) {
            Map<String, Object> json = new LinkedHashMap<>();
            fields.fields().forEach((name, field) -> json.put(name, write(field)));
            return json;
        }
        return LETTERS.entrySet().stream()
                .filter(letter -> letter.getValue() == shape)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** What is not understood counts as unknown, and is learnt again. */
    static Shape read(@Nullable Object json) {
        if (json instanceof Long scale) {
            return new Decimal(scale.intValue());
        }
        if (json instanceof List<?> list && list.size() == 1) {
            return new Items(read(list.get(0)));
        }
        if (json instanceof Map<?, ?> map) {
            Map<String, Shape> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), read(field)));
            return new Fields(fields);
        }
        return json instanceof String letter ? LETTERS.getOrDefault(letter, Scalar.UNKNOWN) : Scalar.UNKNOWN;
    }

    static String text(Shape shape) {
        return Json.text(write(shape));
    }
}
