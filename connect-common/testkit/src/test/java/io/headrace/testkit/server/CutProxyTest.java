package io.headrace.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.class)
class CutProxyTest {
    private final PostgresServer postgres;
    private final CutProxy proxy;

    CutProxyTest(PostgresServer postgres) {
        this.postgres = postgres;
        this.proxy = CutProxy.to(postgres.port());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void passesBytesBothWays() throws SQLException {
        try (Connection connection = connect("")) {
            String large = "x".repeat(1_000_000);
            assertThat(query(connection, "SELECT '" + large + "'")).isEqualTo(large);
        }
    }

    @Test
    void cutsConnectionsAndRefusesNewOnesUntilRestored() throws SQLException {
        try (Connection connection = connect("")) {
            assertThat(query(connection, "SELECT 1")).isEqualTo("1");
            proxy.cut();
            assertThatThrownBy(() -> query(connection, "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("An I/O error occurred while sending to the backend.");
            assertThatThrownBy(() -> connect(""))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("refused");
        }
        proxy.restore();
        try (Connection connection = connect("")) {
            assertThat(query(connection, "SELECT 2")).isEqualTo("2");
        }
    }

    @Test
    void freezesConnectionsUntilRestored() throws SQLException {
        try (Connection frozen = connect("?socketTimeout=1");
                Connection patient = connect("")) {
            proxy.freeze();
            assertThatThrownBy(() -> query(frozen, "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseMessage("Read timed out");
            proxy.restore();
            assertThat(query(patient, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aSlowConnectionKeepsItsBytesInOrder() throws SQLException {
        proxy.slow(Duration.ofMillis(5));
        try (Connection connection = connect("")) {
            assertThat(query(connection, "SELECT string_agg(i::text, ',') FROM generate_series(1, 5) i"))
                    .isEqualTo("1,2,3,4,5");
        }
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres" + parameters,
                postgres.user(),
                postgres.password());
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
