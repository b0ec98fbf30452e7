package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedConnect;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Through the public door: connector JSON on a real worker, topics on a real broker, rows in a real Postgres. */
@ExtendWith(Servers.class)
class PostgresConnectTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int ROWS = 2_000;
    private static final String KEY_SCHEMA = "{\"type\":\"struct\",\"fields\":[{\"field\":\"id\",\"type\":\"int64\"}]}";
    private static final String ROW_SCHEMA = "{\"type\":\"struct\",\"fields\":[{\"field\":\"id\",\"type\":\"int64\"},"
            + "{\"field\":\"note\",\"type\":\"string\",\"optional\":true},"
            + "{\"field\":\"at\",\"type\":\"int64\",\"name\":\"io.debezium.time.MicroTimestamp\"}]}";

    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    @Test
    void mirrorsATopicAndRewinds(KafkaServer kafka, PostgresServer server, @TempDir Path dir) throws SQLException {
        Postgres postgres = new Postgres(server, "mirrored");
        Map<Long, String> expected = new TreeMap<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (long id = 0; id < ROWS; id++) {
                send(producer, id, "first " + id);
                expected.put(id, "first " + id);
            }
            for (long id = 0; id < ROWS; id += 3) {
                send(producer, id, "second " + id);
                expected.put(id, "second " + id);
            }
            for (long id = 0; id < ROWS; id += 7) {
                send(producer, id, null);
                expected.remove(id);
            }
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
            WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), "postgres-sink")
                    .with(
                            "plugin.path",
                            PluginDirs.in(dir).moduleUnderTest().root().toString());
            try (EmbeddedConnect connect = EmbeddedConnect.start(settings)) {
                ConnectClient client = connect.client();
                client.put("mirror", config(postgres));
                client.awaitRunning("mirror", DEADLINE);
                Await.asserted(DEADLINE, () -> assertThat(notes(postgres)).isEqualTo(expected));

                client.stop("mirror");
                client.awaitStatus(
                        "mirror", DEADLINE, "stopped", status -> status.tasks().isEmpty());
                client.resetOffsets("mirror");
                postgres.execute("TRUNCATE mirrored_topic");
                client.resume("mirror");
                Await.asserted(DEADLINE, () -> assertThat(notes(postgres)).isEqualTo(expected));
                assertThat(postgres.column("SELECT DISTINCT generation FROM _headrace_offsets"))
                        .containsExactly(1L);
                client.delete("mirror");
            }
        }
        assertThat(postgres.rows("SELECT sum(rows_in), count(DISTINCT load_id) > 0, bool_and(rows_rejected = 0) FROM"
                        + " _headrace_loads"))
                .singleElement()
                .satisfies(row -> assertThat(row.subList(1, 3)).isEqualTo(List.of(true, true)));
    }

    private static Map<String, String> config(Postgres postgres) {
        return postgres.settings(
                "connector.class",
                PostgresSinkConnector.class.getName(),
                "tasks.max",
                "2",
                "topics",
                "mirrored_topic",
                "write.mode",
                "merge",
                "flush.interval.ms",
                "500",
                "consumer.override.isolation.level",
                "read_committed",
                "consumer.override.max.poll.records",
                "300");
    }

    private void send(KafkaProducer<String, String> producer, long id, @Nullable String note) {
        String key = "{\"schema\":" + KEY_SCHEMA + ",\"payload\":{\"id\":" + id + "}}";
        String row = note == null
                ? null
                : "{\"schema\":" + ROW_SCHEMA + ",\"payload\":{\"id\":" + id + ",\"note\":\"" + note + "\",\"at\":" + id
                        + "}}";
        sent.add(producer.send(new ProducerRecord<>("mirrored_topic", key, row)));
    }

    private static Map<Long, String> notes(Postgres postgres) {
        Map<Long, String> notes = new TreeMap<>();
        try {
            if (postgres.column("SELECT to_regclass('mirrored_topic')::text").contains("mirrored_topic")) {
                postgres.rows(
                                "SELECT id, note FROM mirrored_topic WHERE at = timestamp '1970-01-01' + id * interval '1 us'")
                        .forEach(row -> notes.put((Long) row.get(0), (String) row.get(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return notes;
    }
}
