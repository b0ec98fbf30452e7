package io.headrace.benchmarks.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class of this module in a JVM of its own. It says what it has to say in lines on its output, and must end when its input does, so that it never outlives this process.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final BufferedReader output;
    private final String name;

    private ChildJvm(Process process, String name) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.name = name;
    }

    /**
     * Starts a JVM with this one's class path.
     *
     * @param options of the JVM
     * @param log the file that its errors are appended to
     */
    public static ChildJvm start(List<String> options, Class<?> main, List<String> arguments, Path log) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(arguments);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildJvm(process, main.getSimpleName() + " (its errors are in " + log + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + main.getName(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The next line that it says; waits for it. */
    public String line() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " ended by itself");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read from " + name, e);
        }
    }

    /** Lets it end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
