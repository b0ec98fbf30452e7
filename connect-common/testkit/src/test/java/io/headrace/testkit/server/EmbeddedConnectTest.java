package io.headrace.testkit.server;

import static io.headrace.testkit.server.Numbers.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedConnect;
import io.headrace.runtime.RestException;
import io.headrace.runtime.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Servers.class)
class EmbeddedConnectTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    @Test
    void runsConnectorsThroughTheRestInterface(KafkaServer kafka) throws Exception {
        WorkerSettings settings =
                WorkerSettings.distributed(kafka.bootstrapServers(), "rest").with("offset.flush.interval.ms", "1000");
        try (EmbeddedConnect connect = EmbeddedConnect.start(settings)) {
            ConnectClient client = connect.client();
            Path file = dir.resolve("lines");
            client.put("numbers", Numbers.source("rest-numbers", 50));
            client.put("lines", Numbers.sink("rest-numbers", file));
            client.awaitRunning("numbers", DEADLINE);
            client.awaitRunning("lines", DEADLINE);
            Await.asserted(DEADLINE, () -> assertThat(Numbers.lines(file)).isEqualTo(Numbers.below(50)));
            assertThat(client.connectors()).containsExactlyInAnyOrder("numbers", "lines");

            pausesAndResumes(client);
            rewinds(client, file);
            comesBackAfterARestart(connect);

            client.delete("numbers");
            client.delete("lines");
            assertThat(client.connectors()).isEmpty();
        }
    }

    private static void pausesAndResumes(ConnectClient client) {
        client.pause("lines");
        client.awaitStatus(
                "lines",
                DEADLINE,
                "paused",
                status -> status.state().equals("PAUSED")
                        && status.tasks().stream().allMatch(task -> task.state().equals("PAUSED")));
        client.resume("lines");
        client.awaitRunning("lines", DEADLINE);
        client.restart("lines");
        client.awaitRunning("lines", DEADLINE);
    }

    /** Each poll of ten numbers is a transaction and ends with a marker, so the number 40 lies at offset 44. */
    private static void rewinds(ConnectClient client, Path file) throws Exception {
        JsonNode offsets = new ObjectMapper()
                .readTree("{\"offsets\": [{\"partition\": {\"kafka_topic\": \"rest-numbers\", \"kafka_partition\": 0},"
                        + " \"offset\": {\"kafka_offset\": 44}}]}");
        assertThatThrownBy(() -> client.alterOffsets("lines", offsets))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining("STOPPED");
        client.stop("lines");
        client.awaitStatus(
                "lines",
                DEADLINE,
                "stopped",
                status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
        assertThat(client.offsets("lines").toString()).contains("\"kafka_partition\":0");
        client.alterOffsets("lines", offsets);
        client.resume("lines");
        List<String> lines = new ArrayList<>(Numbers.below(50));
        lines.addAll(Numbers.below(50).subList(40, 50));
        Await.asserted(DEADLINE, () -> assertThat(Numbers.lines(file)).isEqualTo(lines));

        client.stop("numbers");
        client.awaitStatus(
                "numbers", DEADLINE, "stopped", status -> status.tasks().isEmpty());
        assertThat(client.offsets("numbers")).hasSize(1);
        client.resetOffsets("numbers");
        assertThat(client.offsets("numbers")).isEmpty();
        client.resume("numbers");
        lines.addAll(Numbers.below(50));
        Await.asserted(DEADLINE, () -> assertThat(Numbers.lines(file)).isEqualTo(lines));
    }

    private static void comesBackAfterARestart(EmbeddedConnect connect) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        connect.restart();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        connect.client().awaitRunning("numbers", DEADLINE);
        connect.client().awaitRunning("lines", DEADLINE);
    }

    @Test
    void standaloneWorkersValidateAndForgetTheirConnectors(KafkaServer kafka) {
        WorkerSettings settings = WorkerSettings.standalone(kafka.bootstrapServers(), dir.resolve("offsets"));
        try (EmbeddedConnect connect = EmbeddedConnect.start(settings)) {
            ConnectClient client = connect.client();
            assertThat(client.plugins("source")).contains("io.headrace.testkit.connector.SequenceSource");
            assertThat(client.plugins("sink")).contains("io.headrace.testkit.connector.LineSink");
            assertThat(client.validate(Map.of(
                            "name", "numbers",
                            "connector.class", "io.headrace.testkit.connector.SequenceSource",
                            "topic", "t",
                            "count", "many")))
                    .containsExactly(Map.entry(
                            "count", List.of("Invalid value many for configuration count: Not a number of type LONG")));
            client.put("numbers", Numbers.source("standalone-numbers", 5));
            assertThat(Numbers.committed(kafka, "standalone-numbers", 5)).isEqualTo(Numbers.below(5));
            assertThatThrownBy(() -> client.status("lines"))
                    .isInstanceOf(RestException.class)
                    .hasMessage("No status found for connector lines");
            connect.restart();
            assertThat(client.connectors()).isEmpty();
        }
    }
}
