package io.headrace.http.page;

import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What asks for a page: a number, an offset, a cursor, an address. It serialises to short text, so that an offset can hold it.
 *
 * @param value null asks for the first page in the API's own way, with no token in the request
 */
public record PageToken(@Nullable Object value) {

    /** The first page, asked for without a token. */
    public static final PageToken FIRST = new PageToken(null);

    /** The token as JSON text. */
    public String text() {
        return Json.text(value);
    }

    /** The token that {@link #text()} wrote. */
    public static PageToken parse(String text) {
        Optional<Object> value = Json.parse(text);
        return value.map(PageToken::new).orElse(FIRST);
    }

    /** The token as templates see it under {@code next_page_token}. */
    public Map<String, @Nullable Object> view() {
        return Collections.singletonMap("next_page_token", value);
    }

    /** Whether this asks for the first page without a token. */
    public boolean isFirst() {
        return value == null;
    }

    /** The token as a number; {@code fallback} for the first page. */
    long number(long fallback) {
        return value instanceof Number number ? number.longValue() : fallback;
    }

    /** Null, false, zero and everything empty, as in Python; and the texts that such values leave behind in a template with text around them. */
    static boolean isNothing(@Nullable Object value) {
        if (value == null || Boolean.FALSE.equals(value)) {
            return true;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).signum() == 0;
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty();
        }
        return value instanceof List<?> list
                ? list.isEmpty()
                : List.of("", "None", "null").contains(value.toString().trim());
    }
}
