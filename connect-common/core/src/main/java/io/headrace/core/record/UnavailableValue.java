package io.headrace.core.record;

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
 * Recognises the placeholder that Debezium sends for a TOASTed value that an update did not touch, in every form that its Postgres connector gives it
 * ({@code UnchangedToastedPlaceholder}): text, bytes, lists of the text, of the bytes, of the bytes as numbers or of a UUID made from them, and the hstore forms.
 */
final class UnavailableValue {

    private final byte[] bytes;
    private final Set<String> texts;
    private final boolean[] lengths;
    private final String text;
    private final String uuid;

    UnavailableValue(String placeholder) {
        text = placeholder;
        bytes = placeholder.getBytes(StandardCharsets.UTF_8);
        uuid = UUID.nameUUIDFromBytes(bytes).toString();
        texts = Set.of(
                placeholder,
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
        if (value instanceof byte[] array) {
            return Arrays.equals(array, bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining() == bytes.length && buffer.equals(ByteBuffer.wrap(bytes));
        }
        if (value instanceof List<?> list) {
            return matchesList(list);
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
            return uuid.equals(only) || only != null && !(only instanceof List) && matches(only);
        }
        if (list.size() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!isNumber(list.get(i), bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(@Nullable Object value, byte expected) {
        return (value instanceof Integer || value instanceof Long || value instanceof Short)
                && ((Number) value).longValue() == expected;
    }
}
