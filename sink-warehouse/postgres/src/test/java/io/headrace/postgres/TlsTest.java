package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a connection is protected when the settings say so, and only then. */
class TlsTest {

    @TempDir
    private Path dir;

    @Test
    void everyModeDoesWhatItSays() throws Exception {
        try (PostgresServer server = Servers.provider().postgres(dir.resolve("data"), Map.of())) {
            Postgres postgres = new Postgres(server, "guarded");
            Path certificate = TestCertificate.write("127.0.0.1", dir.resolve("data"));
            Path other = TestCertificate.write("elsewhere", Files.createDirectory(dir.resolve("other")));
            postgres.execute("ALTER SYSTEM SET ssl = on");
            server.stop();
            server.start();

            assertThat(protectedBy(postgres, "ssl.mode", "disable")).isFalse();
            assertThat(protectedBy(postgres)).isTrue();
            assertThat(protectedBy(postgres, "ssl.mode", "require")).isTrue();
            assertThat(protectedBy(postgres, "url", server.url("guarded") + "?sslmode=disable"))
                    .isFalse();
            assertThat(protectedBy(postgres, "ssl.mode", "verify-full", "ssl.ca.path", certificate.toString()))
                    .isTrue();
            assertThatThrownBy(() -> protectedBy(postgres, "ssl.mode", "verify-full"))
                    .as("the JVM does not trust the certificate")
                    .hasMessageContaining("SSL error: ");
            assertThatThrownBy(() -> protectedBy(postgres, "ssl.mode", "verify-ca", "ssl.ca.path", other.toString()))
                    .hasMessageContaining("SSL error: ");
            assertThatThrownBy(() -> protectedBy(
                            postgres,
                            "ssl.mode",
                            "verify-full",
                            "ssl.ca.path",
                            certificate.toString(),
                            "url",
                            "postgresql://localhost:" + server.port() + "/guarded"))
                    .hasMessageContaining("The hostname localhost could not be verified");
        }
    }

    private static boolean protectedBy(Postgres postgres, String... changes) throws SQLException {
        PostgresSessions sessions =
                PostgresSessions.of(PostgresSettings.ALL.parse(postgres.settings(changes)), "tls test");
        try (Connection session = sessions.open();
                ResultSet row = session.createStatement()
                        .executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
