package io.headrace.testkit.server;

import java.nio.file.Path;
import java.util.Map;

/** A way to run servers; found as a service and chosen by name, see {@link Servers}. */
public interface ServerProvider {
    /** {@return the name that the system property {@value Servers#PROPERTY} selects it by} */
    String name();

    /**
     * Starts a Kafka broker.
     *
     * @param dataDir where its log may be kept
     * @param overrides broker settings that go before the provider's own
     */
    KafkaServer kafka(Path dataDir, Map<String, String> overrides);

    /**
     * Starts a PostgreSQL server.
     *
     * @param dataDir where its data may be kept
     * @param overrides server settings that go before the provider's own
     */
    PostgresServer postgres(Path dataDir, Map<String, String> overrides);
}
