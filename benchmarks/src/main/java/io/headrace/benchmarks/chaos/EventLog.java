package io.headrace.benchmarks.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** All that happened, a line each, in a file. Safe for use by several threads. */
final class EventLog implements AutoCloseable {

    private static final double MILLIS = 1e3;

    private final long start = System.nanoTime();
    private final PrintWriter out;

    EventLog(Path file) {
        try {
            this.out = new PrintWriter(Files.newBufferedWriter(file), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** {@return the time since the log was opened} */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    synchronized void add(String event) {
        out.printf(
                Locale.ROOT,
                "%s %9.3f %s%n",
                LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS),
                elapsed().toMillis() / MILLIS,
                event);
    }

    @Override
    public void close() {
        out.close();
    }
}
