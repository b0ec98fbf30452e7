package io.headrace.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the placeholder for a TOASTed value that an update did not touch, in every form it comes in. Debezium's Postgres connector
 * ({@code UnchangedToastedPlaceholder}) sends the text, its bytes, hstore forms of it, and lists of the text, of the bytes, of each byte as a number, or of a UUID made
 * from the bytes. Our own source goes on in the same way to the types that Debezium has no form for: decimals with the bytes for digits, and lists of its bits.
 */
final class UnavailableValue {

    private final byte[] bytes;
    private final Set<String> texts;
    private final boolean[] lengths;
    private final String text;
    private final BigInteger digits;
    private final int precision;

    UnavailableValue(String placeholder) {
        text = placeholder;
        bytes = placeholder.getBytes(StandardCharsets.UTF_8);
        digits = new BigInteger(bytes);
        precision = new BigDecimal(digits).precision();
        texts = Set.of(
                placeholder,
                UUID.nameUUIDFromBytes(bytes).toString(),
                "{\"" + placeholder + "\":\"" + placeholder + "\"}",
                // Bytes, after a JSON converter without schemas or a source that sends bytes as text.
                Base64.getEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
        lengths = new boolean[texts.stream().mapToInt(String::length).max().orElse(0) + 1];
        texts.forEach(each -> lengths[each.length()] = true);
    }

    boolean matches(Object value) {
        if (value instanceof String string) {
            return matchesText(string);
        }
        if (value instanceof Number) {
            return value instanceof BigDecimal decimal
                    && decimal.precision() == precision
                    && decimal.unscaledValue().equals(digits);
        }
        if (value instanceof byte[] array) {
            return Arrays.equals(array, bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining() == bytes.length && buffer.equals(ByteBuffer.wrap(bytes));
        }
        if (value instanceof List<?> list) {
            return matchesList(list);
        }
        if (Structs.isStruct(value)) {
            return ConnectTypes.isVariableScale(Structs.schema(value)) && matches(Structs.require(value, "value"));
        }
        return value instanceof Map<?, ?> map && map.size() == 1 && text.equals(map.get(text));
    }

    private boolean matchesText(String string) {
        int length = string.length();
        return length < lengths.length && lengths[length] && texts.contains(string);
    }

    private boolean matchesList(List<?> list) {
        if (list.size() == 1) {
            Object only = list.get(0);
            return only != null && !(only instanceof List) && matches(only);
        }
        if (list.size() == bytes.length) {
            return matchesEach(list, (value, i) -> value instanceof Number number && number.doubleValue() == bytes[i]);
        }
        return list.size() == bytes.length * Byte.SIZE
                && matchesEach(list, (value, i) -> Boolean.valueOf(bit(i)).equals(value));
    }

    private interface Expected {
        boolean is(@Nullable Object value, int index);
    }

    private static boolean matchesEach(List<?> list, Expected expected) {
        for (int i = 0; i < list.size(); i++) {
            if (!expected.is(list.get(i), i)) {
                return false;
            }
        }
        return true;
    }

    /** The most significant bit of each byte first. */
    private boolean bit(int index) {
        return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }
}
