package io.headrace.benchmarks.http;

import io.headrace.benchmarks.goal.Trees;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A distributed worker that is killed and started again. */
final class MortalWorker implements AutoCloseable {
    /** A life is of seconds, and most of it the start. */
    private static final List<String> JVM = List.of(
            "-Xmx384m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.headrace=info");

    private static final String NAME = "killed";

    /** Its topic of offsets, where they are not in the transactions of the records. */
    static final String OFFSETS = NAME + "-offset";

    private final WorkerProcess process;

    /** @param home where its plugins, its configuration and its log go */
    MortalWorker(Delivery delivery, String bootstrapServers, Path home, Consumer<PluginDirs> plugin) {
        PluginDirs plugins =
                PluginDirs.in(Trees.create(home.resolve("plugins"))).testConnectors();
        plugin.accept(plugins);
        WorkerSettings settings = settings(delivery, bootstrapServers, plugins.root());
        Path classes = home.resolve("classes.jsa");
        rehearse(settings, home, classes);
        this.process = start(settings, home, "-XX:SharedArchiveFile=" + classes);
    }

    /** Starts and ends a worker without a connector, which leaves its classes as the JVM has them in memory, so that those that follow need not load them one by one. */
    private static void rehearse(WorkerSettings settings, Path home, Path classes) {
        try (WorkerProcess rehearsal = start(settings, home, "-XX:ArchiveClassesAtExit=" + classes)) {
            rehearsal.stop();
        }
    }

    private static WorkerProcess start(WorkerSettings settings, Path home, String option) {
        List<String> options = new ArrayList<>(JVM);
        options.add(option);
        return WorkerProcess.start(WorkerProcess.Version.CURRENT, settings, home, options);
    }

    private static WorkerSettings settings(Delivery delivery, String bootstrapServers, Path plugins) {
        return WorkerSettings.distributed(bootstrapServers, NAME)
                .withPluginPath(List.of(plugins))
                .withFastFailover()
                // What a dead worker held is free again before the next one has started.
                .with("session.timeout.ms", "1500")
                .with("heartbeat.interval.ms", "500")
                .with("offset.flush.interval.ms", "200")
                .with("exactly.once.source.support", delivery == Delivery.EXACTLY_ONCE ? "enabled" : "disabled");
    }

    /** Lets a connector begin, and begin again whenever the worker does. */
    void put(String connector, Map<String, String> config) {
        process.client().put(connector, config);
    }

    void start() {
        process.start();
    }

    void kill() {
        process.kill();
    }

    /** Ends it in good order, so that all it has read is in Kafka. */
    void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
