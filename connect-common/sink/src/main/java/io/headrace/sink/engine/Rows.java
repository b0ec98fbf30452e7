package io.headrace.sink.engine;

import io.headrace.core.record.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares rows by content. */
final class Rows {

    private Rows() {}

    static boolean sameValues(Row one, @Nullable Row other) {
        return other != null && Arrays.deepEquals(one.values(), other.values());
    }
}
