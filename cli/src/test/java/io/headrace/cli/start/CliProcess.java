package io.headrace.cli.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line in a process of its own, as the launcher starts it, with its output in a file. */
final class CliProcess implements AutoCloseable {

    private static final Path CLI = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path HOME = CLI.resolve("target/headrace");
    private static final long STOP_SECONDS = 60;
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final Path output;

    private CliProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param directory where it runs, and where {@code output.txt} collects what it prints
     */
    static CliProcess start(Path directory, Map<String, String> environment, List<String> arguments) {
        List<String> line = new ArrayList<>(interruptible());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + CLI.resolve("jvm.options"));
        line.add("-Dheadrace.plugins=" + HOME.resolve("plugins"));
        line.add("-Dheadrace.log=" + directory.resolve(".headrace/headrace.log"));
        line.add("-cp");
        line.add(CLI.resolve("target/classes") + File.pathSeparator + HOME.resolve("lib") + "/*");
        line.add("io.headrace.cli.Main");
        line.addAll(arguments);
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new CliProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("The command line cannot be started", e);
        }
    }

    /**
     * What lets the process feel an interrupt. A build in the background of a script ignores them, a process inherits that, and then the JVM installs no handler
     * of its own.
     */
    private static List<String> interruptible() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        try (Stream<String> facts = Files.lines(status)) {
            boolean ignored = facts.filter(fact -> fact.startsWith("SigIgn:"))
                    .mapToLong(fact -> Long.parseUnsignedLong(fact.substring(7).strip(), 16))
                    .anyMatch(signals -> (signals & SIGINT_BIT) != 0);
            return ignored ? List.of("env", "--default-signal=INT") : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> output() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does. Returns the exit code. */
    int interrupt() {
        return signal("INT");
    }

    /** As a service manager does. Returns the exit code. */
    int terminate() {
        return signal("TERM");
    }

    private int signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return await();
    }

    /** Waits until it ends by itself. Returns the exit code. */
    int await() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It did not end; its output: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
