package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.server.WorkerProcess.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plugin as it ships, on real workers: the one we build with and the oldest one that is promised. */
@ExtendWith(Servers.class)
class WebhookWorkerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int AT_ONCE = 64;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = LoopbackPort.free();

    /** R23: kill -9 under load, twice. Whatever a sender was told is stored, is stored. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasAcknowledgedIsInKafka(Version version, KafkaServer kafka) throws Exception {
        String name = "kill_" + version.name().toLowerCase(Locale.ROOT);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (WorkerProcess worker = start(version, kafka, name)) {
            worker.client().put(name, connector(name, "2"));
            worker.client().awaitRunning(name, DEADLINE);
            awaitUp();
            for (int round = 0; round < 3; round++) {
                int before = acknowledged.size();
                int from = round * 100_000;
                Semaphore free = new Semaphore(AT_ONCE);
                for (int i = 0; i < 3_000; i++) {
                    send(from + i, free, acknowledged);
                    if (round < 2 && i == 2_000) {
                        worker.kill();
                    }
                }
                free.acquire(AT_ONCE);
                assertThat(acknowledged.size())
                        .as("some were taken in round " + round)
                        .isGreaterThan(before + 500);
                worker.start();
                awaitUp();
            }
            worker.stop();
        }
        Set<String> stored = stored(kafka, name);
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(stored);
        assertThat(lost).as("acknowledged and not stored").isEmpty();
    }

    /** R23: the broker goes away under load. No event is acknowledged until it is back, and none that was is lost. */
    @Test
    void nothingIsAcknowledgedWhileKafkaIsAway(KafkaServer kafka) throws Exception {
        String name = "outage";
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (WorkerProcess worker = start(Version.CURRENT, kafka, name)) {
            Map<String, String> connector = connector(name, "1");
            connector.put("ack.timeout.ms", "1000");
            worker.client().put(name, connector);
            worker.client().awaitRunning(name, DEADLINE);
            awaitUp();
            store(0, 200, acknowledged);
            kafka.stop();
            Set<String> meanwhile = ConcurrentHashMap.newKeySet();
            sendAll(1_000, 100, meanwhile);
            assertThat(meanwhile).isEmpty();
            kafka.start();
            Await.until("events to be taken again", DEADLINE, () -> {
                sendAll(2_000, 1, acknowledged);
                return acknowledged.size() > 200;
            });
            store(3_000, 200, acknowledged);
            worker.stop();
        } finally {
            kafka.start();
        }
        assertThat(stored(kafka, name)).containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(401);
    }

    /** Secrets that a worker is given appear in none of its logs, and in no answer. */
    @Test
    void secretsAreNowhereToBeRead(KafkaServer kafka) throws Exception {
        String name = "canary";
        try (WorkerProcess worker = start(Version.CURRENT, kafka, name)) {
            Map<String, String> connector = connector(name, "1");
            connector.put("routes", "a,b");
            connector.put("routes.a.verify", "github");
            connector.put("routes.a.secret", "CANARY-ONE");
            connector.put("routes.a.secret.previous", "CANARY-TWO CANARY-THREE");
            connector.put("routes.b.verify", "basic");
            connector.put("routes.b.username", "user");
            connector.put("routes.b.secret", "CANARY-FOUR");
            connector.put("secret", "CANARY-FIVE");
            Map<String, String> wrong = new HashMap<>(connector);
            wrong.put("routes.a.verify", "standard_webhooks");
            wrong.put("routes.b.topic", "no topic");
            assertThat(worker.client().validate(wrong).toString())
                    .contains("routes.a.secret", "routes.b.topic")
                    .doesNotContain("CANARY");
            worker.client().put(name, connector);
            worker.client().awaitRunning(name, DEADLINE);
            awaitUp();
            StringBuilder answers = new StringBuilder();
            for (String path : List.of("/a", "/b", "/a?secret=CANARY-SENT")) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Basic Q0FOQVJZLVNFTlQ6Q0FOQVJZLVNFTlQ=")
                                .header("X-Hub-Signature-256", "sha256=CANARY-SENT")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"CANARY-SENT\""))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(401);
                answers.append(answer.body()).append(answer.headers().map());
            }
            assertThat(answers.toString()).doesNotContain("CANARY").doesNotContain("Q0FOQVJZ");
            worker.stop();
            assertThat(Files.readString(worker.log())).doesNotContain("CANARY").doesNotContain("Q0FOQVJZ");
        }
    }

    private WorkerProcess start(Version version, KafkaServer kafka, String name) {
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins")).moduleUnderTest();
        WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), name)
                .withPluginPath(List.of(plugins.root()))
                // With transactions on the one and without on the other.
                .with("exactly.once.source.support", version == Version.CURRENT ? "enabled" : "disabled")
                .withFastFailover();
        return WorkerProcess.start(version, settings, dir);
    }

    private Map<String, String> connector(String name, String tasks) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", WebhookSourceConnector.class.getName());
        config.put("tasks.max", tasks);
        config.put("port", Integer.toString(port));
        config.put("host", "127.0.0.1");
        config.put("topic", name);
        config.put("verify", "none");
        config.put("id", "${body.id}");
        return config;
    }

    private void awaitUp() {
        Await.until("the listener to be ready", DEADLINE, () -> {
            try {
                HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                        .build();
                return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Sends events until all are acknowledged: a busy machine may take longer for some than they have. */
    private void store(int from, int count, Set<String> acknowledged) {
        Set<String> ids =
                IntStream.range(from, from + count).mapToObj(Integer::toString).collect(Collectors.toSet());
        Await.until("events from " + from + " on to be taken", DEADLINE, () -> {
            sendAll(from, count, acknowledged);
            return acknowledged.containsAll(ids);
        });
    }

    private void sendAll(int from, int count, Set<String> acknowledged) {
        Semaphore free = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            send(from + i, free, acknowledged);
        }
        free.acquireUninterruptibly(AT_ONCE);
    }

    /** Sends an event and keeps its id if the answer is that it is stored. */
    private void send(int id, Semaphore free, Set<String> acknowledged) {
        free.acquireUninterruptibly();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Content-Type", "application/json")
                .timeout(DEADLINE)
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\"}"))
                .build();
        CompletableFuture<?> unused = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (answer != null && answer.statusCode() == 200) {
                        acknowledged.add(Integer.toString(id));
                    }
                    free.release();
                });
    }

    /** The keys in the topic, without the schema that the converter puts around them. */
    private static Set<String> stored(KafkaServer kafka, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Set<String> keys = new HashSet<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> keys.add(record.key().replaceAll(".*\"payload\":\"([0-9]+)\".*", "$1")));
            }
            return keys;
        }
    }
}
