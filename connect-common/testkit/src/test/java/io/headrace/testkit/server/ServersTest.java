package io.headrace.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.class)
class ServersTest {
    private final PostgresServer postgres;

    ServersTest(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @Test
    void handsTheSameServersToEverybody(PostgresServer again) {
        assertThat(again).isSameAs(postgres);
    }

    @Test
    void postgresKeepsItsDataOverAnOutage() throws SQLException {
        postgres.createDatabase("outage");
        postgres.execute("outage", "CREATE TABLE t (id int, name text)", "INSERT INTO t VALUES (1, 'one'), (2, NULL)");
        int port = postgres.port();
        postgres.stop();
        try {
            assertThatThrownBy(() -> postgres.connect("outage"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Connection to 127.0.0.1:" + port + " refused");
        } finally {
            postgres.start();
        }
        assertThat(postgres.port()).isEqualTo(port);
        List<List<Object>> rows = postgres.rows("outage", "SELECT id, name FROM t ORDER BY id");
        assertThat(rows.toString()).isEqualTo("[[1, one], [2, null]]");
        assertThat(postgres.rows("outage", "SHOW wal_level")).containsExactly(List.of("logical"));
    }

    @Test
    void aDatabaseIsReplacedByAnEmptyOne() throws SQLException {
        postgres.createDatabase("again \"quoted\"");
        postgres.execute("again \"quoted\"", "CREATE TABLE t ()");
        postgres.createDatabase("again \"quoted\"");
        assertThat(postgres.rows("again \"quoted\"", "SELECT to_regclass('t') IS NULL"))
                .containsExactly(List.of(true));
    }

    @Test
    void anUnknownProviderIsAnError() {
        String before = System.getProperty(Servers.PROPERTY);
        System.setProperty(Servers.PROPERTY, "podman");
        try {
            assertThatThrownBy(Servers::provider)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            "No test servers named podman \\(headrace\\.test\\.servers\\); there are \\[.*embedded.*];"
                                    + " testcontainers needs the Maven profile of that name");
        } finally {
            if (before == null) {
                System.clearProperty(Servers.PROPERTY);
            } else {
                System.setProperty(Servers.PROPERTY, before);
            }
        }
    }
}
