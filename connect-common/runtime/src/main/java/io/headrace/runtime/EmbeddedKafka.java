package io.headrace.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker and its KRaft controller in this JVM, on the loopback address.
 *
 * <p>It keeps its directory and its port over {@link #stop()} and {@link #start()}, so clients see an outage and not
 * another cluster. Every internal topic has one replica. The broker's threads are not daemons: a program that forgets to
 * {@link #close()} does not end.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE_ID = 1;

    private final Path dataDir;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> overrides;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(Path dataDir, int port, Map<String, String> overrides) {
        this.dataDir = dataDir.toAbsolutePath();
        this.port = port;
        this.controllerPort = LoopbackPort.free();
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * Starts a broker on a free port and waits until it serves.
     *
     * @param dataDir where the log lives; created, and formatted if it was never used
     */
    public static EmbeddedKafka start(Path dataDir) {
        return start(dataDir, LoopbackPort.free(), Map.of());
    }

    /**
     * Starts a broker on the given port and waits until it serves.
     *
     * @param dataDir where the log lives; created, and formatted if it was never used
     * @param port the port on 127.0.0.1
     * @param overrides broker settings that go before the ones chosen here
     */
    public static EmbeddedKafka start(Path dataDir, int port, Map<String, String> overrides) {
        EmbeddedKafka kafka = new EmbeddedKafka(dataDir, port, overrides);
        kafka.start();
        return kafka;
    }

    /** {@return host and port for {@code bootstrap.servers}; the same over restarts} */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** {@return whether the broker is started} */
    public boolean isRunning() {
        return server != null;
    }

    /** Starts a stopped broker on its old directory and port; does nothing when it runs. */
    public void start() {
        if (server != null) {
            return;
        }
        format();
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        try {
            started.startup();
        } catch (RuntimeException e) {
            started.shutdown();
            throw e;
        }
        server = started;
    }

    /** Stops the broker in an orderly way; data stays. Does nothing when it is stopped. */
    public void stop() {
        KafkaRaftServer running = server;
        if (running == null) {
            return;
        }
        server = null;
        running.shutdown();
        running.awaitShutdown();
    }

    /** Stops the broker; its directory stays where it is. */
    @Override
    public void close() {
        stop();
    }

    private void format() {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setHasDynamicQuorum(false)
                    .addDirectory(dataDir.toString())
                    .setMetadataLogDirectory(dataDir.toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the broker's directory " + dataDir, e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Cannot format the broker's directory " + dataDir + "; remove it if it holds a half-made log", e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", dataDir.toString());
        oneReplicaEach(settings);
        smallAndQuick(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void oneReplicaEach(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    /** A cluster of one needs few threads and partitions; the log cleaner alone would take 128 MB. */
    private static void smallAndQuick(Map<String, String> settings) {
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }
}
