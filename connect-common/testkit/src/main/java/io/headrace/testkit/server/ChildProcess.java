package io.headrace.testkit.server;

import io.headrace.runtime.Await;
import io.headrace.testkit.fixture.ChildMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own. It ends with this one, and its output goes to a file. The JVM's flags trade peak speed for a quick
 * start.
 */
final class ChildProcess implements AutoCloseable {
    /** More than the minute for which Connect's REST interface waits for requests when it stops. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(90);

    private static final int TAIL_LINES = 40;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a JVM.
     *
     * @param jvmOptions options such as {@code -Xmx512m}
     * @param classPath directories and jars
     * @param command the main class and its arguments
     * @param log the file that its output is appended to
     */
    static ChildProcess start(List<String> jvmOptions, List<Path> classPath, List<String> command, Path log) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(Stream.concat(Stream.of(Fixtures.codeSource(ChildMain.class)), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        line.add(ChildMain.class.getName());
        line.add(Long.toString(ProcessHandle.current().pid()));
        line.addAll(command);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it is ready; fails as soon as the process has ended, with the end of its log. */
    void awaitReady(String what, Duration deadline, BooleanSupplier ready) {
        try {
            Await.until(what + " to answer", deadline, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(what + " ended with exit code " + process.exitValue());
                }
                return ready.getAsBoolean();
            });
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e.getMessage() + "; its log " + log + " ends with\n" + tail(), e);
        }
    }

    /** Ends it with SIGTERM and waits; a process that does not end in time is killed, and that is an error. */
    void stop() {
        process.destroy();
        if (!ended()) {
            kill();
            throw new IllegalStateException("Process " + pid() + " did not end within " + STOP_DEADLINE.toSeconds()
                    + " s of SIGTERM; its log " + log + " ends with\n" + tail());
        }
    }

    /** Ends it with SIGKILL, as a crash does, and waits. */
    void kill() {
        process.destroyForcibly();
        if (!ended()) {
            throw new IllegalStateException("Process " + pid() + " outlived SIGKILL");
        }
    }

    /** Sends a POSIX signal, such as {@code STOP}. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Cannot send SIG" + name + " to process " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name, e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean ended() {
        try {
            return process.waitFor(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while process " + pid() + " ended", e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }
}
