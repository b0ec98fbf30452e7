package io.headrace.http.route;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a parent stream, one by one. Used by one thread. */
public interface ParentRecords extends AutoCloseable {

    Step next();

    @Override
    void close();

    /** What the parent has next. */
    sealed interface Step {

        /**
         * A record.
         *
         * @param slice the parent's own slice
         * @param after the parent's position behind the record
         */
        record Found(Map<String, @Nullable Object> row, Slice slice, Map<String, String> after) implements Step {}

        /** Nothing yet. */
        record Wait(Instant until, String reason) implements Step {}

        /** No more records in this pass; the next one begins at the position. */
        record End(Map<String, String> next) implements Step {}
    }
}
