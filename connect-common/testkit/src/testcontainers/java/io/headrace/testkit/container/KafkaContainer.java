package io.headrace.testkit.container;

import io.headrace.testkit.server.KafkaServer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One broker of the image {@code apache/kafka}, which takes settings as environment variables. */
final class KafkaContainer implements KafkaServer {
    private static final int PORT = 9092;

    private final FixedPortContainer container;

    private KafkaContainer(FixedPortContainer container) {
        this.container = container;
    }

    static KafkaContainer start(Map<String, String> overrides) {
        FixedPortContainer container = new FixedPortContainer("apache/kafka:" + version(), PORT);
        KafkaContainer kafka = new KafkaContainer(container);
        Map<String, String> settings = Map.ofEntries(
                Map.entry("node.id", "1"),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("listeners", "CLIENT://:" + PORT + ",INTERNAL://:19092,CONTROLLER://:9093"),
                Map.entry(
                        "advertised.listeners",
                        "CLIENT://" + kafka.bootstrapServers() + ",INTERNAL://localhost:19092"),
                Map.entry(
                        "listener.security.protocol.map",
                        "CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "INTERNAL"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@localhost:9093"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
        settings.forEach((key, value) -> container.addEnv(variable(key), value));
        overrides.forEach((key, value) -> container.addEnv(variable(key), value));
        container.serve(kafka::answers);
        return kafka;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + container.hostPort();
    }

    @Override
    public void stop() {
        container.halt();
    }

    @Override
    public void start() {
        container.serve(this::answers);
    }

    @Override
    public void close() {
        container.stop();
    }

    private boolean answers() {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Kafka", e);
        }
    }

    /** As the image's documentation has it: dots become underscores. */
    private static String variable(String key) {
        return "KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String version() {
        return org.apache.kafka.common.utils.AppInfoParser.getVersion();
    }
}
