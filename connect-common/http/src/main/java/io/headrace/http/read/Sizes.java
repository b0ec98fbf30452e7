package io.headrace.http.read;

import io.headrace.http.wire.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much memory a record takes, in bytes: enough to keep batches of large records short. */
final class Sizes {

    private static final long OBJECT = 48;
    private static final long REFERENCE = 4;

    private Sizes() {}

    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return OBJECT + text.length();
        }
        long size = OBJECT;
        if (value instanceof JsonObject object) {
            for (int i = 0; i < object.size(); i++) {
                size += REFERENCE + of(object.value(i));
            }
        } else if (value instanceof Map<?, ?> map) {
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
