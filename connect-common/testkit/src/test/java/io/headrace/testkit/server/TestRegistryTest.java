package io.headrace.testkit.server;

import static io.headrace.testkit.server.Numbers.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedConnect;
import io.headrace.runtime.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Servers.class)
class TestRegistryTest {
    private static final String AVRO = "io.confluent.connect.avro.AvroConverter";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    @Test
    void theConfluentConverterWritesAndReadsThroughTheRegistry(KafkaServer kafka, TestRegistry registry)
            throws IOException {
        Path file = dir.resolve("lines");
        WorkerSettings settings = WorkerSettings.standalone(kafka.bootstrapServers(), dir.resolve("offsets"))
                .withPluginPath(List.of(
                        PluginDirs.in(dir.resolve("plugins")).avroConverter().root()))
                .withConverter(AVRO, Map.of("schema.registry.url", registry.url()));
        try (EmbeddedConnect connect = EmbeddedConnect.start(settings)) {
            ConnectClient client = connect.client();
            assertThat(client.plugins("converter")).contains(AVRO);
            client.put("numbers", withoutConverter(Numbers.source("avro", 20)));
            client.put("lines", withoutConverter(Numbers.sink("avro", file)));
            Await.asserted(DEADLINE, () -> assertThat(Numbers.lines(file)).isEqualTo(Numbers.below(20)));
        }
        assertThat(registry.get("/subjects")).contains("\"avro-value\"");
        assertThat(registry.get("/subjects/avro-value/versions/1")).contains("\\\"long\\\"");
    }

    private static Map<String, String> withoutConverter(Map<String, String> config) {
        config.keySet().removeIf(key -> key.startsWith("value.converter"));
        return config;
    }
}
