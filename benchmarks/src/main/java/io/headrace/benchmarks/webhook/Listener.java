package io.headrace.benchmarks.webhook;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Ours: the webhook source on a worker, with its defaults but for the check of signatures, which the limit does not have. */
final class Listener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = LoopbackPort.free();
    private final WorkerProcess worker;

    /**
     * @param topic where events go; also the connector's name
     * @param tasks how many tasks it has
     * @param lasting whether the worker knows its connector again after it was killed
     */
    Listener(Stand stand, String topic, Consumer<PluginDirs> plugin, List<String> jvm, int tasks, boolean lasting) {
        Path home = Trees.create(stand.directory().resolve(topic));
        PluginDirs plugins = PluginDirs.in(home.resolve("plugins"));
        plugin.accept(plugins);
        WorkerSettings settings = stand.worker(topic, plugins.root());
        if (lasting) {
            settings = new WorkerSettings(
                            settings.bootstrapServers(),
                            new WorkerSettings.Distributed(topic + "-workers"),
                            settings.restPort(),
                            settings.pluginPath(),
                            settings.overrides())
                    .withFastFailover()
                    .with("exactly.once.source.support", "disabled");
        }
        this.worker = WorkerProcess.start(WorkerProcess.Version.CURRENT, settings, home.resolve("worker"), jvm);
        worker.client()
                .put(
                        topic,
                        Map.of(
                                "connector.class",
                                "io.headrace.source.http.WebhookSourceConnector",
                                "tasks.max",
                                Integer.toString(tasks),
                                "port",
                                Integer.toString(port),
                                "topic",
                                topic,
                                "verify",
                                "none",
                                "id",
                                "${body.id}",
                                "producer.override.batch.size",
                                Stand.BATCH_BYTES));
        awaitOpen();
    }

    private void awaitOpen() {
        Await.until("the listener", PATIENCE, this::isOpen);
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return worker.pid();
    }

    /** Kills the worker as a crash does, and starts it again. */
    void kill() {
        worker.kill();
        worker.start();
        awaitOpen();
    }

    @Override
    public void close() {
        worker.stop();
        worker.close();
    }
}
