package io.headrace.testkit.container;

import com.google.auto.service.AutoService;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.ServerProvider;
import java.nio.file.Path;
import java.util.Map;

/** Kafka and PostgreSQL as Docker containers, from the images their projects publish. */
@AutoService(ServerProvider.class)
public final class ContainerServers implements ServerProvider {
    @Override
    public String name() {
        return "testcontainers";
    }

    /** The data stays inside the container; the directory is not used. */
    @Override
    public KafkaServer kafka(Path dataDir, Map<String, String> overrides) {
        return KafkaContainer.start(overrides);
    }

    /** The data stays inside the container; the directory is not used. */
    @Override
    public PostgresServer postgres(Path dataDir, Map<String, String> overrides) {
        return PostgresContainer.start(overrides);
    }
}
