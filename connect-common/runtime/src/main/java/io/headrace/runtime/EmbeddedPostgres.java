package io.headrace.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server as a child process on the loopback address, with logical decoding switched on.
 *
 * <p>It keeps its directory and its port over {@link #stop()} and {@link #start()}. The only user is {@code postgres}, whose
 * password is not looked at. The binaries are unpacked once per machine below the temporary directory; started by root,
 * the server runs in a user namespace (through {@code unshare}), because PostgreSQL refuses to run as root.
 *
 * <p>Not safe for use by several threads at once, but for {@link #connect}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The superuser. */
    public static final String USER = "postgres";

    /** Any text does; this one is for configurations that want a password. */
    public static final String PASSWORD = "postgres";

    private final Path dataDir;
    private final int port;
    private final Map<String, String> overrides;
    private io.zonky.test.db.postgres.embedded.@Nullable EmbeddedPostgres server;

    private EmbeddedPostgres(Path dataDir, int port, Map<String, String> overrides) {
        this.dataDir = dataDir.toAbsolutePath();
        this.port = port;
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * Starts a server on a free port and waits until it takes connections.
     *
     * @param dataDir the cluster's directory; created, and initialized if it was never used
     */
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, LoopbackPort.free(), Map.of());
    }

    /**
     * Starts a server on the given port and waits until it takes connections.
     *
     * @param dataDir the cluster's directory; created, and initialized if it was never used
     * @param port the port on 127.0.0.1
     * @param overrides server settings that go before the ones chosen here
     */
    public static EmbeddedPostgres start(Path dataDir, int port, Map<String, String> overrides) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(dataDir, port, overrides);
        postgres.start();
        return postgres;
    }

    /** {@return the port on 127.0.0.1; the same over restarts} */
    public int port() {
        return port;
    }

    /** {@return the database's address as Headrace's {@code url} settings take it, without user or password} */
    public String url(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** {@return the database's address for JDBC, without user or password} */
    public String jdbcUrl(String database) {
        return "jdbc:" + url(database);
    }

    /** Opens a connection as superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    /**
     * Runs statements as superuser, each in its own transaction.
     *
     * @throws IllegalStateException when one fails; it names the statement
     */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                execute(statement, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to " + url(database) + ": " + e.getMessage(), e);
        }
    }

    /** {@return whether the server is started} */
    public boolean isRunning() {
        return server != null;
    }

    /** Starts a stopped server on its old directory and port; does nothing when it runs. */
    public void start() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(dataDir);
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(dataDir)
                    .setCleanDataDirectory(false)
                    .setPort(port);
            settings().forEach(builder::setServerConfig);
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL in " + dataDir, e);
        }
    }

    /** Stops the server, ending every session; data stays. Does nothing when it is stopped. */
    public void stop() {
        var running = server;
        if (running == null) {
            return;
        }
        server = null;
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL in " + dataDir, e);
        }
    }

    /** Stops the server; its directory stays where it is. */
    @Override
    public void close() {
        stop();
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }

    /** The library turns {@code synchronous_commit} off; it is back at the server's default here. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "20");
        settings.put("max_wal_senders", "20");
        settings.put("max_connections", "100");
        settings.put("synchronous_commit", "on");
        settings.putAll(overrides);
        return settings;
    }
}
