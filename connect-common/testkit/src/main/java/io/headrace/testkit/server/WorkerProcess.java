package io.headrace.testkit.server;

import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.fixture.WorkerMain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A Connect worker in a JVM of its own, which can be killed, frozen and started again. It has nothing on its class path
 * but Kafka Connect, so that a plugin must bring whatever else it needs.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class WorkerProcess implements AutoCloseable {
    /** Which Connect the worker runs. */
    public enum Version {
        /** The one we build with. */
        CURRENT("worker-current"),
        /** The oldest one that our plugins promise to run on. */
        FLOOR("worker-floor");

        private final String fixture;

        Version(String fixture) {
            this.fixture = fixture;
        }
    }

    private final Version version;
    private final WorkerSettings settings;
    private final Path dir;
    private final List<String> jvmOptions;
    private final ConnectClient client;
    private ChildProcess process;

    private WorkerProcess(Version version, WorkerSettings settings, Path dir, List<String> jvmOptions) {
        this.version = version;
        this.settings = settings;
        this.dir = dir;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.client = new ConnectClient(settings.restUrl());
        this.process = launch();
        awaitReady();
    }

    /**
     * Starts a worker with a heap of 512 MB and waits until it answers.
     *
     * @param dir where its configuration and log go; created if need be
     */
    public static WorkerProcess start(Version version, WorkerSettings settings, Path dir) {
        return start(version, settings, dir, List.of("-Xmx512m"));
    }

    /**
     * Starts a worker and waits until it answers.
     *
     * @param dir where its configuration and log go; created if need be
     * @param jvmOptions options of its JVM
     */
    public static WorkerProcess start(Version version, WorkerSettings settings, Path dir, List<String> jvmOptions) {
        return new WorkerProcess(version, settings, dir, jvmOptions);
    }

    /** {@return a client for this worker; it stays good over restarts} */
    public ConnectClient client() {
        return client;
    }

    /** {@return the file that holds all the worker's output, of every start} */
    public Path log() {
        return dir.resolve("worker.log");
    }

    /** {@return the process's id; another one after every start} */
    public long pid() {
        return process.pid();
    }

    /** {@return whether the process lives; a frozen one does} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Starts a worker that was stopped or killed, and waits until it answers; does nothing when it lives. */
    public void start() {
        if (!process.isAlive()) {
            process = launch();
            awaitReady();
        }
    }

    /** Stops the worker in an orderly way, with SIGTERM. */
    public void stop() {
        process.stop();
    }

    /**
     * Kills the worker as a crash does, with SIGKILL. Its group notices when its session times out; until then, and while
     * the next worker starts, the status of its connectors stays what it was, so wait for what they do instead.
     */
    public void kill() {
        process.kill();
    }

    /** Freezes the worker with SIGSTOP: it keeps its connections and its memory, and does nothing. POSIX systems only. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets a frozen worker go on. */
    public void thaw() {
        process.signal("CONT");
    }

    /** Kills the worker; stop it first where an orderly end matters. */
    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        process.awaitReady("The Connect worker at " + client.url(), ConnectClient.START_DEADLINE, client::isReady);
    }

    private ChildProcess launch() {
        String mode = settings.mode() instanceof WorkerSettings.Distributed ? "Distributed" : "Standalone";
        Path properties = dir.resolve("worker.properties");
        Path reload4j = dir.resolve("log4j.properties");
        try {
            Files.createDirectories(dir);
            write(properties);
            Files.writeString(reload4j, RELOAD4J);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the worker's configuration into " + dir, e);
        }
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dlog4j.configuration=" + reload4j.toUri());
        options.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        options.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        return ChildProcess.start(
                options,
                Fixtures.classPath(version.fixture),
                List.of(
                        WorkerMain.class.getName(),
                        "org.apache.kafka.connect.cli.Connect" + mode,
                        properties.toString()),
                log());
    }

    private void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings.toProperties());
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    /** The logging of Kafka 3.9; later ones have slf4j-simple here, which logs to the console by itself. */
    private static final String RELOAD4J = """
            log4j.rootLogger=INFO, console
            log4j.appender.console=org.apache.log4j.ConsoleAppender
            log4j.appender.console.layout=org.apache.log4j.PatternLayout
            log4j.appender.console.layout.ConversionPattern=%d{HH:mm:ss.SSS} [%t] %p %c - %m%n
            """;
}
