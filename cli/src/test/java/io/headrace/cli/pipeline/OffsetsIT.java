package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.runtime.ConnectClient;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do to offsets and topics, through the REST API of a real worker. */
class OffsetsIT {

    @TempDir
    private static Path directory;

    private static Bench bench;
    private static ConnectClient connect;

    @BeforeAll
    static void start() {
        bench = new Bench(directory);
        connect = bench.startWorker(WorkerProcess.Version.CURRENT).client();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void patchedOffsetsReallyRewind() throws IOException {
        load("patched", 100);
        stopped("patched");
        connect.alterOffsets("patched", JsonMapper.builder().build().readTree("""
                                {"offsets": [{"partition": {"kafka_topic": "patched", "kafka_partition": 0}, "offset": {"kafka_offset": 40}}]}"""));
        connect.resume("patched");
        bench.awaitRows(
                "SELECT count(*) FROM (SELECT id FROM patched WHERE id >= 40 GROUP BY id HAVING count(*) = 2) AS twice",
                "60");
        bench.awaitRows("SELECT count(*) FROM patched", "160");
    }

    @Test
    void deletedOffsetsLoadTheTopicAgain() {
        load("deleted", 50);
        stopped("deleted");
        connect.resetOffsets("deleted");
        connect.resume("deleted");
        bench.awaitRows("SELECT count(*), count(DISTINCT id) FROM deleted", "100|50");
        bench.awaitRows("SELECT next, generation FROM _headrace_offsets WHERE ledger_id = 'deleted'", "50|1");
    }

    @Test
    void aRecreatedTopicThatIsShorterIsRefused() {
        load("shorter", 100);
        recreate("shorter", 10);
        assertThat(Bench.awaitFailure(connect, "shorter"))
                .contains(
                        "Topic 'shorter' partition 0 is not the one that was loaded: the topic now ends before the last record that was loaded, at offset 99.")
                .contains("DELETE /connectors/NAME/offsets");
        assertThat(bench.rows("SELECT count(*) FROM shorter")).containsExactly("100");
    }

    @Test
    void aRecreatedTopicThatIsLongerIsRefused() {
        load("longer", 100);
        recreate("longer", 300);
        assertThat(Bench.awaitFailure(connect, "longer"))
                .contains(
                        "Topic 'longer' partition 0 is not the one that was loaded: another record stands at offset 99, the last one that was loaded.");
        assertThat(bench.rows("SELECT count(*) FROM longer")).containsExactly("100");
    }

    /** Nothing but the id can tell: the records are not compared, and the new topic is longer. */
    @Test
    void aRecreatedTopicIsRefusedByItsId() {
        Map<String, String> config = bench.sink("named");
        config.put("kafka.bootstrap.servers", bench.kafka.bootstrapServers());
        config.put("ledger.verify", "none");
        load("named", 100, config);
        recreate("named", 300);
        assertThat(Bench.awaitFailure(connect, "named"))
                .containsPattern(
                        "Topic 'named' partition 0 is not the one that was loaded: its topic id is [-_A-Za-z0-9]{22}, that of the loaded one was [-_A-Za-z0-9]{22}\\.");
        assertThat(bench.rows("SELECT count(*) FROM named")).containsExactly("100");

        stopped("named");
        connect.resetOffsets("named");
        connect.resume("named");
        bench.awaitRows("SELECT count(*) FROM named", "400");
    }

    @Test
    void aGapLeftByRetentionIsReported() {
        load("gap", 100);
        stopped("gap");
        bench.produce("gap", 100, 100, OffsetsIT::order);
        Bench.await(() -> bench.admin
                .deleteRecords(Map.of(new TopicPartition("gap", 0), RecordsToDelete.beforeOffset(150)))
                .all()
                .get());
        connect.resume("gap");
        assertThat(Bench.awaitFailure(connect, "gap"))
                .contains(
                        "Topic 'gap' partition 0: records from offset 100 to 149 are gone (retention or compaction) and were never loaded.")
                .contains("on.gap=continue");

        Map<String, String> config = bench.sink("gap");
        config.put("on.gap", "continue");
        connect.put("gap", config);
        bench.awaitRows("SELECT count(*), min(id), max(id) FROM gap WHERE id >= 100", "50|150|199");
    }

    private static void load(String topic, int records) {
        load(topic, records, bench.sink(topic));
    }

    private static void load(String topic, int records, Map<String, String> config) {
        bench.createTopic(topic, 1);
        bench.produce(topic, 0, records, OffsetsIT::order);
        connect.put(topic, config);
        bench.awaitRows("SELECT count(*) FROM " + topic, Integer.toString(records));
    }

    private static void stopped(String connector) {
        connect.stop(connector);
        connect.awaitStatus(
                connector,
                Bench.PATIENCE,
                "stopped",
                status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
    }

    private static void recreate(String topic, int records) {
        stopped(topic);
        Bench.await(() -> bench.admin.deleteTopics(List.of(topic)).all().get());
        bench.createTopic(topic, 1);
        bench.produce(topic, 0, records, i -> "{\"id\": " + i + ", \"note\": \"another topic\"}");
        connect.resume(topic);
    }

    private static String order(int id) {
        return "{\"id\": " + id + ", \"note\": \"order " + id + "\"}";
    }
}
