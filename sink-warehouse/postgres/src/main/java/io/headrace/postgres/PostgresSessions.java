package io.headrace.postgres;

import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.core.tls.TlsSettings;
import io.headrace.sql.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens sessions in which nothing waits for ever, on either side. The server's own {@code synchronous_commit} is left as it is: what is committed must be durable.
 *
 * <p>The driver is called directly and not through {@code DriverManager}, which sees only the drivers of the class loader that asks.
 */
final class PostgresSessions implements ConnectionSource {

    /** How much longer than the server's own statement timeout the client waits for an answer. */
    private static final Duration ANSWER_SLACK = Duration.ofSeconds(10);

    /** The first release with {@code transaction_timeout}, which also ends a transaction whose client froze in the middle of a COPY. */
    private static final int TRANSACTION_TIMEOUT_SINCE = 17;

    /** A transaction is many statements, and only a frozen one takes this many times the statement timeout. */
    private static final int TRANSACTION_FACTOR = 3;

    private static final Duration FOREVER = Duration.ofDays(1);

    private final PostgresAddress address;
    private final Properties properties;
    private final Duration lockTimeout;
    private final Duration idleTimeout;
    private final Duration statementTimeout;

    private PostgresSessions(Values values, String application, Duration patience) {
        this.address = PostgresAddress.of(values.get(PostgresSettings.URL));
        this.lockTimeout = shorter(values.get(PostgresSettings.LOCK_TIMEOUT), patience);
        this.idleTimeout = values.get(PostgresSettings.IDLE_TIMEOUT);
        this.statementTimeout = shorter(values.get(PostgresSettings.STATEMENT_TIMEOUT), patience);
        this.properties = new Properties();
        int connectSeconds = seconds(shorter(values.get(PostgresSettings.CONNECT_TIMEOUT), patience));
        login(values);
        tls(values);
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, connectSeconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, connectSeconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(shorter(statementTimeout.plus(ANSWER_SLACK), patience)));
        if (address.severalHosts()) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        }
        // Details quote rows ("Key (email)=(…) already exists"), which must not reach logs.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        // A named statement breaks when a column is added to its table ("cached plan must not change result type").
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    }

    /** @param application what the server's activity view shows */
    static PostgresSessions of(Values values, String application) {
        return new PostgresSessions(values, application, FOREVER);
    }

    /** Sessions in which no step waits longer than {@code patience}, whatever the settings say. */
    static PostgresSessions within(Duration patience, Values values, String application) {
        return new PostgresSessions(values, application, patience);
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = new Driver().connect(address.jdbcUrl(), properties);
        if (connection == null) {
            throw new IllegalStateException("The driver does not take " + address.jdbcUrl());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sessionSettings(connection.getMetaData().getDatabaseMajorVersion()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String sessionSettings(int serverVersion) {
        String settings = "SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres'; SET lock_timeout = "
                + lockTimeout.toMillis() + "; SET idle_in_transaction_session_timeout = "
                + idleTimeout.toMillis()
                + "; SET statement_timeout = " + statementTimeout.toMillis();
        return serverVersion < TRANSACTION_TIMEOUT_SINCE
                ? settings
                : settings + "; SET transaction_timeout = "
                        + Math.min(Integer.MAX_VALUE, TRANSACTION_FACTOR * statementTimeout.toMillis());
    }

    private void login(Values values) {
        PGProperty.USER.set(properties, values.get(PostgresSettings.USERNAME));
        values.get(PostgresSettings.PASSWORD)
                .map(Secret::value)
                .ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
    }

    private void tls(Values values) {
        PGProperty.SSL_MODE.set(properties, TlsSettings.mode(values, address.sslMode()));
        values.get(TlsSettings.CA).ifPresent(path -> PGProperty.SSL_ROOT_CERT.set(properties, path));
        values.get(TlsSettings.CERT).ifPresent(path -> PGProperty.SSL_CERT.set(properties, path));
        values.get(TlsSettings.KEY).ifPresent(path -> PGProperty.SSL_KEY.set(properties, path));
        values.get(TlsSettings.KEY_PASSWORD)
                .map(Secret::value)
                .ifPresent(password -> PGProperty.SSL_PASSWORD.set(properties, password));
        if (TlsSettings.asksTheJvm(values, address.sslMode())) {
            // The driver's own factory would ask for ~/.postgresql/root.crt and not look at what the JVM trusts.
            PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
