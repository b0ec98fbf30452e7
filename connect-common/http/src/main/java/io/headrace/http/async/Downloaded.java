package io.headrace.http.async;

import io.headrace.http.decode.RecordStream;
import org.jspecify.annotations.Nullable;

/** The records of a page of a job's results; what surrounds them tells the pager which job and result it was. */
record Downloaded(RecordStream records, JobToken token) implements RecordStream {

    /** What surrounds the records. */
    record Rest(@Nullable Object response, JobToken token) {}

    @Override
    public @Nullable Object next() {
        return records.next();
    }

    @Override
    public Object rest() {
        return new Rest(records.rest(), token);
    }

    @Override
    public void close() {
        records.close();
    }
}
