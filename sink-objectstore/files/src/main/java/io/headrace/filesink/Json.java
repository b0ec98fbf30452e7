package io.headrace.filesink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small JSON objects: members in order; texts, whole numbers, booleans, null, lists and objects. */
record Json(Map<String, @Nullable Object> members) {

    private static final JsonFactory FACTORY = new JsonFactory();

    Json() {
        this(new LinkedHashMap<>());
    }

    Json with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** A member that is left out when there is nothing to say, as releases that did not know it left it out. */
    Json withKnown(String name, @Nullable Object value) {
        return value == null ? this : with(name, value);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    String text(String name) {
        return get(name, String.class);
    }

    long number(String name) {
        return get(name, Long.class);
    }

    boolean flag(String name) {
        return get(name, Boolean.class);
    }

    Json object(String name) {
        return get(name, Json.class);
    }

    List<?> list(String name) {
        return get(name, List.class);
    }

    List<Json> objects(String name) {
        return list(name).stream().map(Json.class::cast).toList();
    }

    Object get(String name) {
        return get(name, Object.class);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("'" + name + "' is not a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out).useDefaultPrettyPrinter()) {
            write(json, this);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** @throws IllegalArgumentException when the bytes are not one JSON object */
    static Json of(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            parser.nextToken();
            if (read(parser) instanceof Json json) {
                return json;
            }
            throw new IllegalArgumentException("it is not a JSON object");
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private static void write(JsonGenerator to, @Nullable Object value) throws IOException {
        if (value instanceof Json object) {
            to.writeStartObject();
            for (Map.Entry<String, @Nullable Object> member : object.members.entrySet()) {
                to.writeFieldName(member.getKey());
                write(to, member.getValue());
            }
            to.writeEndObject();
        } else if (value instanceof List<?> list) {
            to.writeStartArray();
            for (Object item : list) {
                write(to, item);
            }
            to.writeEndArray();
        } else {
            to.writePOJO(value);
        }
    }

    private static @Nullable Object read(JsonParser from) throws IOException {
        if (from.currentToken() == null) {
            throw new IllegalArgumentException("it ends too early");
        }
        return switch (from.currentToken()) {
            case START_OBJECT -> {
                Json object = new Json();
                while (from.nextToken() == JsonToken.FIELD_NAME) {
                    String name = from.currentName();
                    from.nextToken();
                    object.with(name, read(from));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(from));
                }
                yield list;
            }
            case VALUE_STRING -> from.getText();
            case VALUE_NUMBER_INT -> from.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("it holds a " + from.currentToken());
        };
    }
}
