package io.headrace.testkit.server;

import static io.headrace.testkit.server.Numbers.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.WorkerProcess.Version;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Servers.class)
class WorkerProcessTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    private PluginDirs plugins = PluginDirs.in(Path.of("."));

    @BeforeEach
    void makePlugins() {
        plugins = PluginDirs.in(dir.resolve("plugins")).testConnectors();
    }

    @Test
    void anExactlyOnceSourceSurvivesSigkill(KafkaServer kafka) {
        int count = 2_000;
        Map<String, String> slowly = new HashMap<>(Numbers.source("killed", count));
        slowly.put("poll.pause.ms", "20");
        try (WorkerProcess worker = WorkerProcess.start(Version.CURRENT, distributed(kafka, "killed"), dir)) {
            worker.client().put("numbers", slowly);
            assertThat(Numbers.committed(kafka, "killed", 100)).hasSizeLessThan(count);
            worker.kill();
            assertThat(worker.isAlive()).isFalse();
            worker.start();
            assertThat(Numbers.committed(kafka, "killed", count)).isEqualTo(Numbers.below(count));
            worker.stop();
            assertThat(worker.isAlive()).isFalse();
            assertThat(worker.log()).content().contains("Kafka Connect stopping");
        }
    }

    @Test
    void theOldestConnectLoadsAndRunsPlugins(KafkaServer kafka) {
        Path file = dir.resolve("lines");
        try (WorkerProcess worker = WorkerProcess.start(Version.FLOOR, distributed(kafka, "floor"), dir)) {
            ConnectClient client = worker.client();
            client.put("numbers", Numbers.source("floor", 50));
            client.put("lines", Numbers.sink("floor", file));
            client.awaitRunning("lines", DEADLINE);
            Await.asserted(DEADLINE, () -> assertThat(Numbers.lines(file)).isEqualTo(Numbers.below(50)));
            assertThat(worker.log()).content().contains("Kafka version: 3.9.1");
        }
    }

    @Test
    void aFrozenWorkerDoesNothingUntilItIsThawed(KafkaServer kafka) {
        WorkerSettings settings = WorkerSettings.standalone(kafka.bootstrapServers(), dir.resolve("offsets"))
                .withPluginPath(List.of(plugins.root()));
        try (WorkerProcess worker = WorkerProcess.start(Version.CURRENT, settings, dir)) {
            worker.freeze();
            assertThat(worker.isAlive()).isTrue();
            HttpRequest request = HttpRequest.newBuilder(URI.create(settings.restUrl()))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                    .isExactlyInstanceOf(HttpTimeoutException.class);
            worker.thaw();
            assertThat(worker.client().connectors()).isEmpty();
        }
    }

    @Test
    void aWorkerThatDoesNotStartShowsItsLog(KafkaServer kafka) {
        WorkerSettings settings = distributed(kafka, "wrong").with("key.converter", "no.such.Converter");
        assertThatThrownBy(() -> WorkerProcess.start(Version.CURRENT, settings, dir))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The Connect worker at " + settings.restUrl()
                        + " ended with exit code 2; its log " + dir.resolve("worker.log") + " ends with\n")
                .hasMessageContaining("no.such.Converter");
    }

    private WorkerSettings distributed(KafkaServer kafka, String group) {
        return WorkerSettings.distributed(kafka.bootstrapServers(), group)
                .withPluginPath(List.of(plugins.root()))
                .withFastFailover();
    }
}
