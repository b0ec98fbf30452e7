package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.runtime.Await;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.server.WorkerProcess.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plugin as it ships, on real workers: the one we build with and the oldest one that is promised. */
@ExtendWith(Servers.class)
class WorkerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRANSACTIONS = 300;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    /** R21: kill -9 while changes flow; every change is in Kafka exactly once, in the order of the commits. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void everyChangeIsInKafkaExactlyOnce(Version version, KafkaServer kafka, PostgresServer postgres) throws Exception {
        String name = "once_" + version.name().toLowerCase(Locale.ROOT);
        postgres.createDatabase(name);
        postgres.execute(name, "CREATE TABLE t (id int PRIMARY KEY, n int)", "INSERT INTO t VALUES (-1, 0), (-2, 0)");
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins")).moduleUnderTest();
        WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), name)
                .withPluginPath(List.of(plugins.root()))
                .withFastFailover();
        String topic = name + ".public.t";
        int written;
        try (WorkerProcess worker = WorkerProcess.start(version, settings, dir)) {
            worker.client().put(name, connector(name, postgres));
            worker.client().awaitRunning(name, DEADLINE);
            Await.until("the snapshot", DEADLINE, () -> committed(kafka, topic).size() == 2);
            written = 2 + changes(postgres, name, 1, 100);
            worker.kill();
            written += changes(postgres, name, 101, 200);
            worker.start();
            int soFar = written;
            Await.until("some changes", DEADLINE, () -> committed(kafka, topic).size() > soFar / 2);
            worker.kill();
            written += changes(postgres, name, 201, TRANSACTIONS);
            worker.start();
            int all = written;
            Await.until(
                    all + " changes", DEADLINE, () -> committed(kafka, topic).size(), count -> count >= all);
            worker.stop();
        }
        List<Change> changes = committed(kafka, topic);
        assertThat(changes).hasSize(written);
        assertThat(changes.stream().filter(change -> change.position() != null).map(Change::position))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(replayed(changes)).isEqualTo(table(postgres, name));
    }

    private static Map<String, String> connector(String name, PostgresServer postgres) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", PostgresSourceConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("exactly.once.support", "required");
        config.put("url", postgres.url(name));
        config.put("username", postgres.user());
        config.put("password", postgres.password());
        config.put("tables", "public.*");
        config.put("heartbeat.interval.ms", "1000");
        return config;
    }

    /**
     * Transactions of several changes, among them keys that change.
     *
     * @return the number of records that they make
     */
    private static int changes(PostgresServer postgres, String database, int from, int to) throws SQLException {
        Random random = new Random(from);
        int records = 0;
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = from; i <= to; i++) {
                statement.execute("INSERT INTO t VALUES (" + i + ", 1)");
                statement.execute("UPDATE t SET n = n + " + random.nextInt(9) + " WHERE id = -1");
                statement.execute("UPDATE t SET id = " + (i + 10_000) + " WHERE id = " + i);
                records += 5;
                if (random.nextInt(3) == 0) {
                    statement.execute("DELETE FROM t WHERE id = " + (i + 10_000));
                    records += 2;
                }
                connection.commit();
            }
        }
        return records;
    }

    /** @param position log position and place in the transaction, null for a tombstone */
    private record Change(
            int key,
            String op,
            @Nullable Integer n,
            @Nullable String position) {}

    private static List<Change> committed(KafkaServer kafka, String topic) {
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
            List<Change> changes = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> changes.add(change(record)));
            }
            return changes;
        }
    }

    private static Change change(ConsumerRecord<byte[], byte[]> record) {
        try {
            int key = JSON.readTree(record.key()).get("payload").get("id").asInt();
            if (record.value() == null) {
                return new Change(key, "-", null, null);
            }
            JsonNode row = JSON.readTree(record.value()).get("payload");
            String position = String.format(
                    "%020d/%010d",
                    row.get(RowFormat.LSN).asLong(), row.get(RowFormat.TX_ORDER).asLong());
            String op = row.get(RowFormat.OP).asText();
            return new Change(
                    key, op, row.get("n").isNull() ? null : row.get("n").asInt(), op.equals("r") ? null : position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Integer, Integer> replayed(List<Change> changes) {
        Map<Integer, Integer> rows = new TreeMap<>();
        for (Change change : changes) {
            if (change.n() == null) {
                rows.remove(change.key());
            } else {
                rows.put(change.key(), change.n());
            }
        }
        return rows;
    }

    private static Map<Integer, Integer> table(PostgresServer postgres, String database) throws SQLException {
        Map<Integer, Integer> rows = new TreeMap<>();
        postgres.rows(database, "SELECT id, n FROM t")
                .forEach(row -> rows.put((Integer) row.get(0), (Integer) row.get(1)));
        return rows;
    }
}
