package io.headrace.cli.stack;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedConnect;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An embedded broker and a Connect worker in this JVM, on one data directory. */
public final class Stack implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final EmbeddedKafka kafka;
    private final EmbeddedConnect connect;

    private Stack(EmbeddedKafka kafka, EmbeddedConnect connect) {
        this.kafka = kafka;
        this.connect = connect;
    }

    /**
     * Starts both and waits until the worker answers. The worker reads its plugins while the broker starts, and asks for it until it is there.
     *
     * @param dataDir where Kafka keeps its log: connectors, offsets and topics outlive a restart
     * @param kafkaPort the broker's port on the loopback address
     * @param restPort the worker's port on the loopback address
     */
    public static Stack start(Path dataDir, int kafkaPort, int restPort) {
        WorkerSettings settings = worker("127.0.0.1:" + kafkaPort, restPort)
                .with("reconnect.backoff.max.ms", "100")
                .with("default.api.timeout.ms", Long.toString(START.toMillis()));
        TaskExecutor beside = new SingleThreadExecutor("headrace-worker-start");
        try {
            CompletableFuture<EmbeddedConnect> worker =
                    CompletableFuture.supplyAsync(() -> EmbeddedConnect.start(settings), beside::execute);
            return join(kafka(dataDir.resolve("kafka"), kafkaPort), worker);
        } finally {
            // Where the broker did not start, the worker waits in vain.
            beside.shutdown(Duration.ZERO);
        }
    }

    private static Stack join(EmbeddedKafka kafka, CompletableFuture<EmbeddedConnect> worker) {
        try {
            return new Stack(kafka, worker.join());
        } catch (CompletionException e) {
            kafka.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A broker that soon ends the transactions of a worker that was killed: until then nobody can read past them. */
    public static EmbeddedKafka kafka(Path directory, int port) {
        return EmbeddedKafka.start(
                directory, port, Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    }

    /** How every worker of the CLI is set up, in this process or in one of its own. */
    public static WorkerSettings worker(String bootstrapServers, int restPort) {
        return WorkerSettings.distributed(bootstrapServers, "headrace")
                .withRestPort(restPort)
                .withPluginPath(List.of(plugins()))
                .withFastFailover()
                .with("offset.flush.interval.ms", "1000")
                .with("producer.transaction.timeout.ms", "10000")
                .with("config.providers", "env,file")
                .with("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider")
                .with("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
    }

    /** The directory of the plugins, each in a directory of its own, as Connect's {@code plugin.path} wants it. */
    public static Path plugins() {
        String directory = System.getProperty("headrace.plugins", "plugins");
        Path path = Path.of(directory);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException(
                    "There is no plugin directory " + path.toAbsolutePath()
                            + ". Start headrace by its launcher, or set -Dheadrace.plugins to where the plugins were unzipped.");
        }
        return path.toAbsolutePath();
    }

    public ConnectClient connect() {
        return connect.client();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Stops the worker, then the broker. */
    @Override
    public void close() {
        connect.close();
        kafka.close();
    }
}
