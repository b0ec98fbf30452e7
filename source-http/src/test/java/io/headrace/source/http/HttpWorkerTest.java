package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.runtime.Await;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.server.WorkerProcess.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plugin as it ships, on real workers that are killed while they read. */
@ExtendWith(Servers.class)
class HttpWorkerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ORDERS = 400;
    private static final int ITEMS = 2;
    private static final int KILLS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    /** R21: kill -9 again and again in the middle of pages, with parents and children; every record is in Kafka exactly once. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void everyRecordIsInKafkaExactlyOnce(Version version, KafkaServer kafka) throws Exception {
        String name = "once_" + version.name().toLowerCase(Locale.ROOT);
        try (ShopApi shop = new ShopApi(ORDERS, ITEMS);
                WorkerProcess worker = start(version, kafka, name)) {
            slowly(shop);
            Map<String, String> config = shop.ordersAndItems(
                    "name",
                    name,
                    "topic.pattern",
                    name + ".${stream}",
                    "exactly.once.support",
                    "required",
                    "max.batch.records",
                    "7");
            worker.client().put(name, config);
            killWhileReading(worker, kafka, name);
            Await.until(
                    "all items", DEADLINE, () -> ids(kafka, name + ".items").size(), count -> count >= ORDERS * ITEMS);
            worker.stop();
            assertThat(ids(kafka, name + ".items")).isEqualTo(numbers(ORDERS * ITEMS));
            assertThat(ids(kafka, name + ".orders")).isEqualTo(numbers(ORDERS));
        }
    }

    /** R21: without exactly-once nothing is lost; what Connect had not stored of offsets comes again. */
    @Test
    void nothingIsLostWithoutExactlyOnce(KafkaServer kafka) throws Exception {
        String name = "least";
        try (ShopApi shop = new ShopApi(ORDERS, ITEMS);
                WorkerProcess worker = start(Version.CURRENT, kafka, name)) {
            slowly(shop);
            Map<String, String> config = shop.ordersAndItems(
                    "name", name, "topic.pattern", name + ".${stream}", "exactly.once.support", "requested");
            worker.client().put(name, config);
            killWhileReading(worker, kafka, name);
            Await.until(
                    "all items",
                    DEADLINE,
                    () -> new HashSet<>(ids(kafka, name + ".items")).size(),
                    count -> count >= ORDERS * ITEMS);
            worker.stop();
            assertThat(new HashSet<>(ids(kafka, name + ".orders"))).hasSize(ORDERS);
        }
    }

    /** One stream that fails is seen and leaves the others alone; offsets are reset by REST, and everything comes again. */
    @Test
    void aFailingStreamLeavesTheOthersAndOffsetsAreResetByRest(KafkaServer kafka) throws Exception {
        String name = "reset";
        try (ShopApi shop = new ShopApi(30, 0);
                WorkerProcess worker = start(Version.CURRENT, kafka, name)) {
            shop.mock.get("/broken", call -> Reply.json(403, Map.of("error", "CANARY-BODY-token")));
            Map<String, String> config = shop.orders(
                    "name", name,
                    "topic.pattern", name + ".${stream}",
                    "streams", "broken,orders",
                    "http.auth.type", "bearer",
                    "http.auth.token", "CANARY-TOKEN",
                    "stream.errors.retry.ms", "500",
                    "validate.connect", "false");
            worker.client().put(name, config);
            Await.until(
                    "the orders", DEADLINE, () -> ids(kafka, name + ".orders").size() == 30);
            worker.client().awaitRunning(name, DEADLINE);
            Await.until(
                    "the failure in the log", DEADLINE, () -> read(worker.log()).contains("Stream broken has failed"));

            worker.client().stop(name);
            Await.until("offsets that may be reset", DEADLINE, () -> resets(worker, name));
            worker.client().resume(name);
            Await.until(
                    "the orders again",
                    DEADLINE,
                    () -> ids(kafka, name + ".orders").size() == 60);
            worker.stop();
            assertThat(read(worker.log())).doesNotContain("CANARY-TOKEN");
        }
    }

    /** Lets requests take a while, so that a kill comes between them. */
    private static void slowly(ShopApi shop) {
        shop.mock.with((call, next) -> {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            return next.answer(call);
        });
    }

    private static void killWhileReading(WorkerProcess worker, KafkaServer kafka, String name) {
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = ORDERS * ITEMS * kill / (KILLS + 2);
            Await.until(
                    "some items", DEADLINE, () -> ids(kafka, name + ".items").size() >= enough);
            worker.kill();
            worker.start();
        }
    }

    private WorkerProcess start(Version version, KafkaServer kafka, String name) {
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins")).moduleUnderTest();
        WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), name)
                .withPluginPath(List.of(plugins.root()))
                .withFastFailover();
        return WorkerProcess.start(version, settings, dir);
    }

    /** Connect refuses as long as tasks are still stopping. */
    private static boolean resets(WorkerProcess worker, String name) {
        try {
            assertThat(worker.client().offsets(name).toString()).contains("orders");
            worker.client().resetOffsets(name);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** The ids of the committed records, in order of the topic. */
    private static List<Integer> ids(KafkaServer kafka, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<Integer> ids = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> ids.add(id(record.key())));
            }
            return ids;
        }
    }

    private static int id(byte[] key) {
        try {
            JsonNode json = JSON.readTree(key);
            return json.path("payload").path("id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
