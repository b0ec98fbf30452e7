package io.headrace.cli.http;

import io.headrace.http.read.Op;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.wire.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints messages in the shape of the Airbyte protocol (docs.airbyte.com, "Airbyte Protocol"): RECORD, STATE and LOG, one JSON object per line. Beside the protocol, a RECORD of a
 * deletion has {@code "op":"delete"}.
 */
public final class ProtocolLines implements Output {

    private final PrintWriter out;
    private final Clock clock;

    public ProtocolLines(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void record(Read read) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("stream", read.stream());
        record.put("data", read.record());
        record.put("emitted_at", clock.millis());
        if (read.op() == Op.DELETE) {
            record.put("op", "delete");
        }
        message("RECORD", "record", record);
    }

    @Override
    public void state(String stream, Position position) {
        write(StateFile.message(stream, position.toMap()));
    }

    public void log(String message) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("level", "INFO");
        log.put("message", message);
        message("LOG", "log", log);
    }

    private void message(String type, String field, Map<String, Object> body) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put(field, body);
        write(Json.text(message));
    }

    private void write(String line) {
        // Not println, which would flush each line.
        out.write(line);
        out.write('\n');
    }

    @Override
    public boolean isClosed() {
        return out.checkError();
    }

    @Override
    public void flush() {
        out.flush();
    }
}
