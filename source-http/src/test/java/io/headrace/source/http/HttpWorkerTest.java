package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.connector.OffsetHeader;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.server.WorkerProcess.Version;
import io.headrace.testkit.shop.Coverage;
import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.shop.StreamTopics;
import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
    private static final int CUSTOMERS = 30;
    private static final int ORDERS = 4;
    private static final int ITEMS = 8;

    /** After how many requests since its start the worker is killed. */
    private static final List<Integer> KILLS = List.of(40, 250, 500);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    /**
     * R04, R21: kill -9 again and again in the middle of windows and pages of three levels, with records that change and are added in between. Every version of every record that a reader can
     * have seen is in Kafka once, and the last one of each is there.
     */
    @ParameterizedTest
    @EnumSource(Version.class)
    void everyVersionOfEveryRecordIsInKafkaExactlyOnce(Version version, KafkaServer kafka) throws Exception {
        String name = "once_" + version.name().toLowerCase(Locale.ROOT);
        try (DeepShop shop = slow(new DeepShop(CUSTOMERS, ORDERS, ITEMS, name.hashCode()));
                StreamTopics topics = new StreamTopics(kafka.bootstrapServers(), name, DeepShop.STREAMS);
                WorkerProcess worker = WorkerProcess.start(version, settings(kafka, name), dir)) {
            Map<String, String> config = config(shop, name);
            config.put("exactly.once.support", "required");
            // The worker itself need not wait at its start for transactions that died with the last one.
            config.put("offsets.storage.topic", name + "-own-offsets");
            worker.client().put(name, config);
            for (int requests : KILLS) {
                killAfter(requests, shop, worker);
                shop.change(8, 4);
                worker.start();
            }
            awaitLatest(shop, topics);
            worker.stop();
            topics.read();
            assertThat(topics.texts()).doesNotHaveDuplicates().hasSizeGreaterThan(1_000);
            assertThat(shop.everSeen()).containsAll(topics.texts());
            DeepShop.STREAMS.forEach(stream -> assertThat(versionsByRecord(topics.of(stream)))
                    .as("versions of %s, in the order of the topic", stream)
                    .allSatisfy((id, versions) -> assertThat(versions).isSorted()));
        }
    }

    private static Map<Integer, List<Integer>> versionsByRecord(List<Arrived> arrived) {
        return arrived.stream()
                .collect(Collectors.groupingBy(Arrived::id, Collectors.mapping(Arrived::version, Collectors.toList())));
    }

    /** R21: without exactly-once nothing is lost, and only that comes again which the last stored offset had not covered. */
    @Test
    void withoutExactlyOnceOnlyThatComesAgainWhichNoOffsetCovered(KafkaServer kafka) throws Exception {
        String name = "least";
        WorkerSettings settings = settings(kafka, name)
                .with("exactly.once.source.support", "disabled")
                .with("offset.flush.interval.ms", "300");
        Coverage coverage = new Coverage();
        try (DeepShop shop = slow(new DeepShop(CUSTOMERS, ORDERS, ITEMS, 7));
                StreamTopics topics = new StreamTopics(kafka.bootstrapServers(), name, DeepShop.STREAMS);
                WorkerProcess worker = WorkerProcess.start(Version.CURRENT, settings, dir)) {
            Map<String, String> config = config(shop, name);
            config.put("transforms", "offset");
            config.put("transforms.offset.type", OffsetHeader.class.getName());
            worker.client().put(name, config);
            for (int requests : List.of(400, 300)) {
                killAfter(requests, shop, worker);
                coverage.crashed(
                        topics.read().byStream(),
                        StreamTopics.stored(kafka.bootstrapServers(), name + "-offset", name));
                shop.change(8, 4);
                worker.start();
            }
            awaitLatest(shop, topics);
            worker.stop();
            topics.read();
            assertThat(shop.everSeen()).containsAll(topics.texts());
            assertThat(coverage.repeated(topics.byStream())).isEmpty();
            assertThat(coverage.covered()).as("some offset was stored in time").isPositive();
        }
    }

    /** Lets requests take a while, so that a kill comes between them. */
    private static DeepShop slow(DeepShop shop) {
        shop.mock().with((call, next) -> {
            LockSupport.parkNanos(Duration.ofMillis(4).toNanos());
            return next.answer(call);
        });
        return shop;
    }

    private static Map<String, String> config(DeepShop shop, String name) {
        return shop.config(
                "name",
                name,
                "topic.pattern",
                name + ".${stream}",
                "poll.interval.ms",
                "100",
                "max.batch.records",
                "5");
    }

    private static void killAfter(int requests, DeepShop shop, WorkerProcess worker) {
        long enough = shop.mock().log().count() + requests;
        Await.until("so many requests", DEADLINE, () -> shop.mock().log().count(), count -> count >= enough);
        worker.kill();
    }

    private static void awaitLatest(DeepShop shop, StreamTopics topics) {
        Set<String> latest = shop.latest();
        Await.until(
                "the last version of each record",
                DEADLINE,
                () -> {
                    Set<String> missing = new TreeSet<>(latest);
                    topics.read().texts().forEach(missing::remove);
                    return missing;
                },
                Set::isEmpty);
    }

    private WorkerSettings settings(KafkaServer kafka, String name) {
        PluginDirs plugins =
                PluginDirs.in(dir.resolve("plugins")).moduleUnderTest().testConnectors();
        return WorkerSettings.distributed(kafka.bootstrapServers(), name)
                .withPluginPath(List.of(plugins.root()))
                .withFastFailover()
                // What a dead worker held is free again after this time.
                .with("session.timeout.ms", "2000")
                .with("heartbeat.interval.ms", "600");
    }
}
