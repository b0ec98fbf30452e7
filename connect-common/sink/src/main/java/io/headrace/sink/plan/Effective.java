package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.sink.options.WriteOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that is written for a change. */
final class Effective {

    private static final Row EMPTY = Row.of(new RowSchema(List.of()), new @Nullable Object[0]);

    private Effective() {}

    /** In append mode: the state after the change, for a delete the last known one or the key. */
    static Row appended(ChangeRecord change) {
        if (change.after() != null) {
            return change.after();
        }
        return key(change);
    }

    /** The record's key, empty where it has none. */
    static Row key(ChangeRecord change) {
        return change.key() != null ? change.key() : EMPTY;
    }

    /** In merge mode: the row that is left, as far as the change tells it, or null when it tells nothing or the row goes. */
    static @Nullable Row kept(ChangeRecord change, WriteOptions options) {
        return goes(change, options) ? null : change.after();
    }

    /** Whether the merged row is removed. */
    static boolean goes(ChangeRecord change, WriteOptions options) {
        return change.op() == Op.DELETE && options.deletes() == WriteOptions.Deletes.HARD;
    }
}
