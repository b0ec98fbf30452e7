package io.headrace.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows views as they change: lines that are written over on a terminal, JSON lines elsewhere. */
public final class Progress {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, Seen> earlier = new HashMap<>();
    private int lines;

    private record Seen(long records, long nanos, Instant lastFlush) {}

    public Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether standard output is a terminal, as the launcher found; a pipe gets JSON. */
    public static boolean onTerminal() {
        return Boolean.getBoolean("headrace.terminal");
    }

    public void show(List<Pipeline.View> views) {
        if (terminal && lines > 0) {
            out.printf("\033[%dA", lines);
        }
        lines = terminal ? views.size() : 0;
        for (Pipeline.View view : views) {
            Seen before = earlier.getOrDefault(view.name(), new Seen(view.records(), System.nanoTime(), Instant.EPOCH));
            Seen now = new Seen(
                    view.records(),
                    System.nanoTime(),
                    view.records() > before.records() ? Instant.now() : before.lastFlush());
            earlier.put(view.name(), now);
            double seconds = Math.max((now.nanos() - before.nanos()) / NANOS, 1e-3);
            long rate = Math.round((now.records() - before.records()) / seconds);
            out.println(terminal ? line(view, rate, now.lastFlush()) : json(view, rate, now.lastFlush()));
        }
        out.flush();
    }

    private static String line(Pipeline.View view, long rate, Instant lastFlush) {
        String flushed = lastFlush.equals(Instant.EPOCH)
                ? "-"
                : (Instant.now().getEpochSecond() - lastFlush.getEpochSecond()) + " s ago";
        if (!view.sink()) {
            return String.format(
                    Locale.ROOT, "\033[2K  %-24s %s", view.name(), view.state().toLowerCase(Locale.ROOT));
        }
        return String.format(
                Locale.ROOT,
                "\033[2K  %-24s %-9s %,12d rows %,9d rows/s   lag %,9d   last flush %s",
                view.name(),
                view.state().toLowerCase(Locale.ROOT),
                view.records(),
                rate,
                view.lag(),
                flushed);
    }

    private static String json(Pipeline.View view, long rate, Instant lastFlush) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", Instant.now().toString());
        fields.put("connector", view.name());
        fields.put("state", view.state());
        if (view.sink()) {
            fields.put("rows", view.records());
            fields.put("rows_per_second", rate);
            fields.put("lag", view.lag());
            fields.put("last_flush", lastFlush.equals(Instant.EPOCH) ? null : lastFlush.toString());
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and text always make JSON", e);
        }
    }
}
