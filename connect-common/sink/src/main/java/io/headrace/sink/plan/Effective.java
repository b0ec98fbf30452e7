package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that is written for a change. */
final class Effective {

    private static final Row EMPTY = new Row(new RowSchema(List.of()), new @Nullable Object[0]);

    private Effective() {}

    /** In append mode: the state after the change, for a delete the last known one or the key. */
    static Row appended(ChangeRecord change) {
        if (change.after() != null) {
            return change.after();
        }
        return change.key() != null ? change.key() : EMPTY;
    }
}
