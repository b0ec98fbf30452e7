package io.headrace.testkit.container;

import io.headrace.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The image {@code postgres}, with the settings that the embedded server has. */
final class PostgresContainer implements PostgresServer {
    private static final String IMAGE = "postgres:17";
    private static final int PORT = 5432;
    private static final String SUPERUSER = "postgres";

    private final FixedPortContainer container;

    private PostgresContainer(FixedPortContainer container) {
        this.container = container;
    }

    static PostgresContainer start(Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "20");
        settings.put("max_wal_senders", "20");
        settings.putAll(overrides);
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        FixedPortContainer container = new FixedPortContainer(IMAGE, PORT)
                .withEnv("POSTGRES_USER", SUPERUSER)
                .withEnv("POSTGRES_PASSWORD", SUPERUSER)
                .withCommand(command.toArray(String[]::new));
        PostgresContainer postgres = new PostgresContainer(container);
        container.serve(postgres::answers);
        return postgres;
    }

    @Override
    public int port() {
        return container.hostPort();
    }

    @Override
    public String user() {
        return SUPERUSER;
    }

    @Override
    public String password() {
        return SUPERUSER;
    }

    @Override
    public void stop() {
        container.halt();
    }

    @Override
    public void start() {
        container.serve(this::answers);
    }

    @Override
    public void close() {
        container.stop();
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
