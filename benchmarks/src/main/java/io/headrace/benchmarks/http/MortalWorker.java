package io.headrace.benchmarks.http;

import io.headrace.benchmarks.goal.Trees;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.connector.OffsetHeader;
import io.headrace.testkit.connector.Turnstile;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.shop.DeepShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A distributed worker that reads a shop, whose records ask at a gate, and that is killed and started again. */
final class MortalWorker implements AutoCloseable {
    private static final String GATE = "/gate";

    /** A life is of seconds, and most of it the start. */
    private static final List<String> JVM = List.of(
            "-Xmx320m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.headrace=info");

    private final String name;
    private final WorkerProcess process;

    /**
     * @param name of the connector; topics begin with it
     * @param home where its plugins, its configuration and its log go
     */
    MortalWorker(
            Delivery delivery,
            String bootstrapServers,
            String name,
            Path home,
            Consumer<PluginDirs> plugin,
            DeepShop shop,
            Gate gate) {
        this.name = name;
        PluginDirs plugins =
                PluginDirs.in(Trees.create(home.resolve("plugins"))).testConnectors();
        plugin.accept(plugins);
        shop.mock().post(GATE, gate);
        WorkerSettings settings = settings(delivery, bootstrapServers, plugins.root());
        Path classes = home.resolve("classes.jsa");
        rehearse(settings, home, classes);
        this.process = start(settings, home, "-XX:SharedArchiveFile=" + classes);
        process.client().put(name, config(delivery, shop));
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

    private WorkerSettings settings(Delivery delivery, String bootstrapServers, Path plugins) {
        return WorkerSettings.distributed(bootstrapServers, name)
                .withPluginPath(List.of(plugins))
                .withFastFailover()
                // What a dead worker held is free again before the next one has started.
                .with("session.timeout.ms", "1500")
                .with("heartbeat.interval.ms", "500")
                .with("offset.flush.interval.ms", "200")
                .with("exactly.once.source.support", delivery == Delivery.EXACTLY_ONCE ? "enabled" : "disabled");
    }

    private Map<String, String> config(Delivery delivery, DeepShop shop) {
        Map<String, String> config = shop.config(
                "name",
                name,
                "topic.pattern",
                name + ".${stream}",
                "poll.interval.ms",
                "100",
                "max.batch.records",
                "5",
                "validate.connect",
                "false",
                "transforms",
                "offset,gate",
                "transforms.offset.type",
                OffsetHeader.class.getName(),
                "transforms.gate.type",
                Turnstile.class.getName(),
                "transforms.gate.url",
                shop.mock().url(GATE));
        if (delivery == Delivery.EXACTLY_ONCE) {
            config.put("exactly.once.support", "required");
            // The worker itself need not wait at its start for transactions that died with the last one.
            config.put("offsets.storage.topic", name + "-own-offsets");
        }
        return config;
    }

    /** {@return the worker's topic of offsets, where they are not in the transactions of the records} */
    String offsets() {
        return name + "-offset";
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
