package io.headrace.cli.http;

import io.headrace.http.read.Op;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.wire.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints records alone, one JSON object per line. A deletion has {@code _headrace_deleted}. */
public final class RecordLines implements Output {

    private static final String DELETED = "_headrace_deleted";

    private final PrintWriter out;

    public RecordLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void record(Read read) {
        Map<String, @Nullable Object> record = read.record();
        if (read.op() == Op.DELETE) {
            record = new LinkedHashMap<>(record);
            record.put(DELETED, true);
        }
        // Not println, which would flush each line.
        out.write(Json.text(record));
        out.write('\n');
    }

    @Override
    public void state(String stream, Position position) {}

    @Override
    public boolean isClosed() {
        return out.checkError();
    }

    @Override
    public void flush() {
        out.flush();
    }
}
