package io.headrace.source.http.record;

import io.headrace.source.http.record.Shape.Decimal;
import io.headrace.source.http.record.Shape.Fields;
import io.headrace.source.http.record.Shape.Items;
import io.headrace.source.http.record.Shape.Scalar;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape that a JSON schema declares. */
final class DeclaredShape {

    private static final int MOST_DIGITS = 18;

    private DeclaredShape() {}

    /** The shape of records; without fields where the schema names none. */
    static Fields of(Map<String, @Nullable Object> schema) {
        return shape(schema) instanceof Fields fields ? fields : Fields.NONE;
    }

    private static Shape shape(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> schema)) {
            return Scalar.UNKNOWN;
        }
        List<String> types = types(schema);
        if (types.size() != 1) {
            return types.isEmpty() ? Scalar.UNKNOWN : Scalar.TEXT;
        }
        return switch (types.get(0)) {
            case "object" -> object(schema);
            case "array" -> new Items(shape(schema.get("items")));
            case "integer" -> Scalar.INTEGER;
            case "number" -> number(schema);
            case "boolean" -> Scalar.BOOLEAN;
            case "string" -> string(schema);
            default -> Scalar.UNKNOWN;
        };
    }

    private static List<String> types(Map<?, ?> schema) {
        @Nullable Object type = schema.get("type");
        List<?> all = type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
        return all.stream()
                .map(String::valueOf)
                .filter(each -> !each.equals("null"))
                .toList();
    }

    private static Shape object(Map<?, ?> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties) || properties.isEmpty()) {
            return Scalar.UNKNOWN;
        }
        Map<String, Shape> fields = new LinkedHashMap<>();
        properties.forEach((name, each) -> fields.put(String.valueOf(name), shape(each)));
        return new Fields(fields);
    }

    /** Numbers are 64-bit floats, unless multipleOf says how many digits they have. */
    private static Shape number(Map<?, ?> schema) {
        if ("integer".equals(schema.get("airbyte_type"))) {
            return Scalar.INTEGER;
        }
        @Nullable Object step = schema.get("multipleOf");
        if (step instanceof BigDecimal decimal) {
            int scale = decimal.stripTrailingZeros().scale();
            return scale > 0 && scale <= MOST_DIGITS ? new Decimal(scale) : Scalar.NUMBER;
        }
        return step instanceof Long ? Scalar.INTEGER : Scalar.NUMBER;
    }

    private static Shape string(Map<?, ?> schema) {
        return "date".equals(schema.get("format"))
                ? Scalar.DATE
                : "date-time".equals(schema.get("format")) ? Scalar.TIMESTAMP : Scalar.TEXT;
    }
}
