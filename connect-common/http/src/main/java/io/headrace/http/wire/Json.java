package io.headrace.http.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as the engine keeps it: maps, lists, strings, booleans, null, and numbers that keep their digits ({@link Long}, {@link BigInteger}, {@link BigDecimal}). */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final @Nullable Object[] NOTHING = {};

    /** Asked before every field and element of a value that is read; throws when the value grows too large. */
    @FunctionalInterface
    public interface Guard {

        void check() throws IOException;
    }

    private Json() {}

    /**
     * The value at the parser's current token; the parser stands on the value's last token afterwards.
     *
     * @param root of the names of objects, which cannot be changed then; without it they can
     */
    public static @Nullable Object value(JsonParser parser, Guard guard, @Nullable Names root) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT ->
                root == null
                        ? others(parser, guard, null, new LinkedHashMap<>(), parser.nextFieldName())
                        : object(parser, guard, root);
            case START_ARRAY -> array(parser, guard, root);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Object) parser.getLongValue();
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, Guard guard, Names root) throws IOException {
        Names names = root;
        Names first = root;
        @Nullable Object[] values = NOTHING;
        int count = 0;
        long bytes = JsonObject.HEAD;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            guard.check();
            Names more = names.with(name);
            if (more == null) {
                JsonObject begun = new JsonObject(names, Arrays.copyOf(values, count), bytes);
                return others(parser, guard, root, new LinkedHashMap<>(begun), name);
            }
            if (count == 0) {
                first = more;
                values = new @Nullable Object[more.likely()];
            } else if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            parser.nextToken();
            @Nullable Object value = value(parser, guard, root);
            values[count++] = value;
            bytes += JsonObject.REFERENCE + JsonObject.bytes(value);
            names = more;
        }
        first.ended(count);
        return new JsonObject(names, count == values.length ? values : Arrays.copyOf(values, count), bytes);
    }

    /** The rest of an object whose names are not shared, from a name on. */
    private static Map<String, @Nullable Object> others(
            JsonParser parser,
            Guard guard,
            @Nullable Names root,
            Map<String, @Nullable Object> object,
            @Nullable String first)
            throws IOException {
        for (String name = first; name != null; name = parser.nextFieldName()) {
            guard.check();
            parser.nextToken();
            object.put(name, value(parser, guard, root));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser, Guard guard, @Nullable Names root)
            throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            guard.check();
            array.add(value(parser, guard, root));
        }
        return array;
    }

    /** The value of a small text, which may be changed; empty when the text is no JSON. The JSON text {@code null} is an empty answer as well. */
    public static Optional<Object> parse(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            @Nullable Object value = value(parser, () -> {}, null);
            return parser.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value of a small text; empty when the text is no JSON. */
    public static Optional<Object> parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A value as compact JSON text. */
    public static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            scalar(generator, value);
        }
    }

    private static void scalar(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof Double || value instanceof Float) {
            generator.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            generator.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString(value.toString());
        }
    }

    /** A scalar as a query parameter, header or form field carries it: numbers with their digits and without exponent, {@code true} and {@code false}; maps and lists as JSON. */
    public static String plain(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return Math.abs(number.scale()) > 1000 ? number.toString() : number.toPlainString();
        }
        return value instanceof Map || value instanceof Iterable ? text(value) : value.toString();
    }

    /** The value at a path of field names and list indexes; empty when there is none, or null. */
    public static Optional<Object> at(@Nullable Object value, List<String> path) {
        @Nullable Object here = value;
        for (String step : path) {
            here = child(here, step);
        }
        return Optional.ofNullable(here);
    }

    private static @Nullable Object child(@Nullable Object value, String step) {
        if (value instanceof Map<?, ?> map) {
            return map.get(step);
        }
        if (value instanceof List<?> list && step.matches("-?\\d{1,9}")) {
            int index = Integer.parseInt(step);
            int from = index < 0 ? list.size() + index : index;
            return from >= 0 && from < list.size() ? list.get(from) : null;
        }
        return null;
    }
}
