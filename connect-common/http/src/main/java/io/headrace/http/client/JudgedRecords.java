package io.headrace.http.client;

import io.headrace.http.decode.RecordStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Records of a response that is judged when all of it was read: an error may stand behind the records. */
record JudgedRecords(RecordStream records, LateJudge late, Predicate<Object> misses) implements RecordStream {

    @Override
    public @Nullable Object next() {
        Object record = records.next();
        if (record == null) {
            Object rest = Objects.requireNonNullElse(records.rest(), Map.of());
            late.judge(rest, misses.test(rest));
        }
        return record;
    }

    @Override
    public @Nullable Object rest() {
        return records.rest();
    }

    @Override
    public void close() {
        records.close();
    }
}
