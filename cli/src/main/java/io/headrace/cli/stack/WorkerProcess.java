package io.headrace.cli.stack;

import io.headrace.runtime.ConnectClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Connect worker in a JVM of its own: one that can be killed as a machine dies, and started again. */
public final class WorkerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 20;

    private final String bootstrapServers;
    private final int restPort;
    private final Path log;
    private final Map<String, String> environment;
    private Process process;

    private WorkerProcess(String bootstrapServers, int restPort, Path log, Map<String, String> environment) {
        this.bootstrapServers = bootstrapServers;
        this.restPort = restPort;
        this.log = log;
        this.environment = Map.copyOf(environment);
        this.process = launch();
    }

    /** @param environment what connectors find through {@code ${env:…}} */
    public static WorkerProcess start(
            String bootstrapServers, int restPort, Path log, Map<String, String> environment) {
        return new WorkerProcess(bootstrapServers, restPort, log, environment);
    }

    private Process launch() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What this JVM was given; where the two differ, the later one counts.
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of(
                "-Xmx768m",
                "-Dheadrace.log=" + log,
                // DuckDB unpacks its library there, and a worker that is killed leaves it behind.
                "-Djava.io.tmpdir=" + freshTemporary(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.headrace.cli.Main",
                "worker",
                "--kafka",
                bootstrapServers,
                "--rest-port",
                Integer.toString(restPort)));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                log.resolveSibling("worker.out").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's JVM cannot be started", e);
        }
    }

    private Path freshTemporary() {
        try {
            Trees.delete(temporary());
            return Files.createDirectories(temporary());
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's directory for temporary files cannot be made", e);
        }
    }

    private Path temporary() {
        return log.toAbsolutePath().resolveSibling("tmp");
    }

    public ConnectClient connect() {
        return new ConnectClient("http://127.0.0.1:" + restPort);
    }

    public void awaitReady() {
        connect().awaitReady(START);
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    public void restart() {
        process = launch();
    }

    /** Ends the worker in good order. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!await()) {
            process.destroyForcibly();
            await();
        }
    }

    private boolean await() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
