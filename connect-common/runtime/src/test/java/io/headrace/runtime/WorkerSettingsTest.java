package io.headrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void distributedWorkersSupportExactlyOnceSources() {
        Map<String, String> properties = WorkerSettings.distributed("127.0.0.1:9092", "lane")
                .withRestPort(8083)
                .withPluginPath(List.of(Path.of("plugins"), Path.of("more")))
                .toProperties();
        assertThat(properties)
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("listeners", "http://127.0.0.1:8083")
                .containsEntry("plugin.path", "plugins,more")
                .containsEntry("plugin.discovery", "service_load")
                .containsEntry("group.id", "lane")
                .containsEntry("config.storage.topic", "lane-config")
                .containsEntry("exactly.once.source.support", "enabled");
    }

    @Test
    void standaloneWorkersKeepTheirOffsetsInAFile() {
        assertThat(WorkerSettings.standalone("127.0.0.1:9092", Path.of("offsets"))
                        .toProperties())
                .containsEntry("offset.storage.file.filename", "offsets")
                .doesNotContainKey("group.id");
    }

    @Test
    void overridesGoFirst() {
        assertThat(WorkerSettings.distributed("127.0.0.1:9092", "lane")
                        .with("plugin.discovery", "only_scan")
                        .withConverter("Avro", Map.of("schema.registry.url", "mock://scope"))
                        .toProperties())
                .containsEntry("plugin.discovery", "only_scan")
                .containsEntry("key.converter", "Avro")
                .containsEntry("value.converter.schema.registry.url", "mock://scope");
    }
}
