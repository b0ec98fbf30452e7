package io.headrace.http.transform;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings values to the types that a JSON schema gives their fields. A value that cannot be brought there stays as it is. */
final class SchemaTypes implements Transform {

    private final Map<?, ?> schema;

    SchemaTypes(Map<?, ?> schema) {
        this.schema = schema;
    }

    @Override
    public void apply(Map<String, @Nullable Object> record, Scope scope) {
        fields(record, schema);
    }

    private static void fields(Map<String, @Nullable Object> object, Map<?, ?> schema) {
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            object.replaceAll(
                    (name, value) -> properties.get(name) instanceof Map<?, ?> type ? brought(value, type) : value);
        }
    }

    @SuppressWarnings("unchecked") // lists of JSON hold any value
    private static @Nullable Object brought(@Nullable Object value, Map<?, ?> schema) {
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?>) {
            fields(Trees.object(value), schema);
            return is(schema, "string") && !is(schema, "object") ? Json.text(value) : value;
        }
        if (value instanceof List<?> list) {
            if (schema.get("items") instanceof Map<?, ?> items) {
                ((List<@Nullable Object>) list).replaceAll(each -> brought(each, items));
            }
            return is(schema, "string") && !is(schema, "array") ? Json.text(value) : value;
        }
        return scalar(value, schema);
    }

    private static Object scalar(Object value, Map<?, ?> schema) {
        String text = Json.plain(value);
        if (fitsAlready(value, schema)) {
            return value;
        }
        Optional<Number> number = is(schema, "integer")
                ? Numbers.whole(text)
                : is(schema, "number") ? Numbers.number(text) : Optional.empty();
        if (number.isPresent()) {
            return number.get();
        }
        if (is(schema, "boolean")
                && List.of("true", "false", "1", "0", "yes", "no").contains(text.toLowerCase(Locale.ROOT))) {
            return List.of("true", "1", "yes").contains(text.toLowerCase(Locale.ROOT));
        }
        return is(schema, "string") ? text : value;
    }

    private static boolean fitsAlready(Object value, Map<?, ?> schema) {
        return value instanceof String && is(schema, "string")
                || value instanceof Boolean && is(schema, "boolean")
                || value instanceof Number && is(schema, "number")
                || (value instanceof Long || value instanceof BigInteger) && is(schema, "integer");
    }

    private static boolean is(Map<?, ?> schema, String type) {
        @Nullable Object types = schema.get("type");
        return type.equals(types) || types instanceof List<?> list && list.contains(type);
    }
}
