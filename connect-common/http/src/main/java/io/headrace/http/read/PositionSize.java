package io.headrace.http.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a position takes in an offset at the most, told without making its texts: those of a stream with many slices take hundreds of kilobytes, and few are ever stored.
 */
final class PositionSize {

    /** Names, and numbers of which there is one each. */
    private static final long FIXED = 1_000;

    /** A character as an escape in UTF-8. */
    private static final long ESCAPED = 6;

    /** What JSON becomes as a text in JSON: quotes and backslashes are escaped once more. */
    private static final long NESTED = 2;

    private static final long SCALAR = 32;

    private PositionSize() {}

    static long most(Position position) {
        Frame frame = position.frame();
        return FIXED
                + frame.progress().characters()
                + Longs.characters(2L * frame.boundary().size())
                + position.trail().characters()
                + NESTED * json(frame.route())
                + NESTED * frame.slice().map(slice -> json(slice.mark())).orElse(0L)
                + NESTED * json(position.page().value());
    }

    private static long json(@Nullable Object value) {
        if (value instanceof PositionMap parent) {
            return NESTED * parent.mostBytes();
        }
        if (value instanceof Map<?, ?> map) {
            long bytes = SCALAR;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += json(entry.getKey()) + json(entry.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> list) {
            long bytes = SCALAR;
            for (Object each : list) {
                bytes += json(each);
            }
            return bytes;
        }
        boolean isShort = value == null || value instanceof Long || value instanceof Boolean;
        return isShort ? SCALAR : SCALAR + ESCAPED * String.valueOf(value).length();
    }
}
