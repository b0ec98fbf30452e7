package io.headrace.http.client;

import io.headrace.http.decode.MissingRecords;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of a response that is judged when all of it was read: an error may stand behind the records. */
record JudgedRecords(RecordStream records, LateJudge late, RecordSelect select, Scope scope) implements RecordStream {

    @Override
    public @Nullable Object next() {
        Object record = records.next();
        if (record == null) {
            Object rest = Objects.requireNonNullElse(records.rest(), Map.of());
            late.judge(rest, select.misses(rest, scope));
        }
        return record;
    }

    @Override
    public @Nullable Object rest() {
        return records.rest();
    }

    @Override
    public Optional<MissingRecords> missing() {
        return select.missing(records.rest(), scope);
    }

    @Override
    public void close() {
        records.close();
    }
}
