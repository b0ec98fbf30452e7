package io.headrace.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of another JVM of this machine, asked by the JDK's {@code jcmd}.
 *
 * @param pid the process
 */
public record HeapMeter(long pid) {
    /** {@code garbage-first heap   total 2097152K, used 61440K [0x…)}; other collectors have a line for each generation. */
    private static final Pattern USED = Pattern.compile("\\s+total \\d+K, used (\\d+)K");

    private static final double KB_PER_MB = 1024.0;

    /** Collects garbage, and says what is left, in MB. */
    public double liveMb() {
        ask("GC.run");
        String told = ask("GC.heap_info");
        Matcher used = USED.matcher(told);
        long kb = 0;
        while (used.find()) {
            kb += Long.parseLong(used.group(1));
        }
        if (kb == 0) {
            throw new IllegalStateException("jcmd says nothing of a heap: " + told);
        }
        return kb / KB_PER_MB;
    }

    private String ask(String question) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), question)
                    .redirectErrorStream(true)
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd cannot ask process " + pid + ": " + told);
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + jcmd, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking process " + pid, e);
        }
    }
}
