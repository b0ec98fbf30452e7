package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** One port, and several tasks and connectors on it. */
class WebhookSharingTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void theTasksOfAWorkerShareTheirPort() throws Exception {
        Map<String, String> properties = FakeWorker.properties("id", "${body.id}", "poll.timeout.ms", "1000");
        Map<String, String> second = new HashMap<>(properties);
        second.put(WebhookSourceTask.NUMBER, "1");
        try (FakeWorker a = FakeWorker.start(properties)) {
            try (FakeWorker b = FakeWorker.starting(second)) {
                Set<Object> sent = new HashSet<>();
                Await.until("both to store events", DEADLINE, () -> {
                    post(a, sent);
                    return !a.stored().isEmpty() && !b.stored().isEmpty();
                });
                b.pause(true);
                Await.until("the paused one to be left out", DEADLINE, () -> {
                    int before = a.stored().size();
                    boolean taken = true;
                    for (int i = 0; i < 10; i++) {
                        taken &= post(a, sent);
                    }
                    return taken && a.stored().size() == before + 10;
                });
                b.pause(false);
                assertThat(a.post("/in", "{\"id\":\"0\"}").body())
                        .as("an id that either task has seen")
                        .isEqualTo("{\"stored\":0,\"repeated\":1}");
            }
            assertThat(a.post("/in", "{}").statusCode())
                    .as("the other one stays")
                    .isEqualTo(200);
        }
    }

    /** Whether it was taken; a paused task may have been chosen before it was known to be paused. */
    private static boolean post(FakeWorker worker, Set<Object> sent) {
        try {
            String id = Integer.toString(sent.size());
            sent.add(id);
            return worker.post("/in", "{\"id\":\"" + id + "\"}").statusCode() == 200;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoConnectorsShareAPortWithPathsOfTheirOwn() throws Exception {
        Map<String, String> properties = FakeWorker.properties();
        Map<String, String> second = new HashMap<>(properties);
        second.put("name", "others");
        second.put("path", "/others");
        try (FakeWorker a = FakeWorker.start(properties)) {
            try (FakeWorker b = FakeWorker.starting(second)) {
                Await.until("the second path", DEADLINE, () -> status(a, "/others") == 200);
                assertThat(a.post("/in", "{}").statusCode()).isEqualTo(200);
                assertThat(a.stored()).hasSize(1);
                assertThat(b.stored()).hasSize(1);
            }
            assertThat(status(a, "/others")).isEqualTo(404);
        }
    }

    private static int status(FakeWorker worker, String path) {
        try {
            return worker.post(path, "{}").statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectorThatTakesAnothersPathFailsWithTheMend() throws Exception {
        Map<String, String> properties = FakeWorker.properties();
        Map<String, String> second = new HashMap<>(properties);
        second.put("name", "others");
        second.put("bind.timeout.ms", "100");
        try (FakeWorker a = FakeWorker.start(properties);
                FakeWorker b = FakeWorker.starting(second)) {
            assertThat(b.failure())
                    .hasMessageContaining("A path overlaps with /in of the connector 'hooks'")
                    .hasMessageContaining(
                            "Set path to another, or make the two connectors routes of one; bind.timeout.ms says how long to wait.");
            assertThat(new WebhookSourceConnector().validate(second).configValues())
                    .flatExtracting(ConfigValue::errorMessages)
                    .containsExactly(
                            "path: it overlaps with /in of the connector 'hooks' on port "
                                    + second.get("port")
                                    + "; one connector takes a request. Set path to another, or make the two connectors routes of one.");
            assertThat(new WebhookSourceConnector().validate(properties).configValues())
                    .flatExtracting(ConfigValue::errorMessages)
                    .isEmpty();
            assertThat(a.post("/in", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aNewConfigurationWaitsForTheOldTask() throws Exception {
        Map<String, String> properties = FakeWorker.properties();
        Map<String, String> renewed = new HashMap<>(properties);
        renewed.put("body.max.bytes", "2048");
        renewed.put("event.max.bytes", "2048");
        FakeWorker old = FakeWorker.start(properties);
        try (FakeWorker fresh = FakeWorker.starting(renewed)) {
            assertThat(old.post("/in", "{}").statusCode()).isEqualTo(200);
            old.close();
            fresh.awaitUp();
            Await.until("the new limits", DEADLINE, () -> status(fresh, "/in") == 200);
            assertThat(fresh.post("/in", "x".repeat(3000)).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aPortThatStaysTakenFailsTheTask() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FakeWorker worker = FakeWorker.starting(FakeWorker.properties(
                        "port", Integer.toString(other.getLocalPort()), "bind.timeout.ms", "300"))) {
            assertThat(worker.failure())
                    .hasMessageStartingWith(
                            "The port " + other.getLocalPort() + " cannot be had, and has not been for ")
                    .hasMessageContaining("It must be free and allowed on every worker.");
        }
    }

    @Test
    void aPortThatGetsFreeIsTaken() throws Exception {
        Map<String, String> properties = FakeWorker.properties();
        try (ServerSocket other = new ServerSocket(
                Integer.parseInt(properties.getOrDefault("port", "")), 1, InetAddress.getLoopbackAddress())) {
            FakeWorker worker = FakeWorker.starting(properties);
            other.close();
            Await.until("the port", DEADLINE, () -> up(worker));
            worker.close();
        }
    }

    private static boolean up(FakeWorker worker) {
        try {
            return worker.post("/in", "{}").statusCode() == 200;
        } catch (java.io.IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
