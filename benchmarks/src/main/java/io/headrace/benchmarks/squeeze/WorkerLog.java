package io.headrace.benchmarks.squeeze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a worker's logs tell about its memory. */
final class WorkerLog {
    /** {@code GC(3) Pause Young (Normal) (G1 Evacuation Pause) 154M->61M(256M) 8.1ms}, as {@code -Xlog:gc} writes it. */
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(\\d+M\\)");

    private WorkerLog() {}

    /** {@return the options by which a JVM writes what {@link #peakHeapMb} reads} */
    static String gcOption(Path file) {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /** {@return the most that the heap ever held when a collection began, garbage included, in MB} */
    static long peakHeapMb(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** {@return how many lines of a worker's output name an {@link OutOfMemoryError}; the JVM's options, which a worker logs, do so without its package} */
    static long outOfMemory(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(OutOfMemoryError.class.getName()))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
