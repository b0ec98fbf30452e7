package io.headrace.cli.http;

import io.headrace.http.read.Op;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the records of a stream, which must be few. */
final class Sample implements Output {

    private final List<Map<String, @Nullable Object>> records = new ArrayList<>();

    List<Map<String, @Nullable Object>> records() {
        return records;
    }

    @Override
    public void record(Read read) {
        if (read.op() == Op.UPSERT) {
            records.add(read.record());
        }
    }

    @Override
    public void state(String stream, Position position) {}

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void flush() {}
}
