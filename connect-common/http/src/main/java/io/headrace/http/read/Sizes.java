package io.headrace.http.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much memory a record takes, in bytes: enough to keep batches of large records short. */
final class Sizes {

    private static final long OBJECT = 48;

    private Sizes() {}

    static long of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return OBJECT + text.length();
        }
        long size = OBJECT;
        if (value instanceof Map<?, ?> map) {
            for (Object each : map.values()) {
                size += OBJECT + of(each);
            }
        } else if (value instanceof List<?> list) {
            for (Object each : list) {
                size += of(each);
            }
        }
        return size;
    }
}
