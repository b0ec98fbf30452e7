package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a connection is protected when the settings say so, and only then. */
class TlsTest {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private Path dir;

    @Test
    void everyModeDoesWhatItSays() throws Exception {
        try (PostgresServer server = Servers.provider().postgres(dir.resolve("data"), Map.of())) {
            Postgres postgres = new Postgres(server, "guarded");
            Path certificate = certificate("127.0.0.1", dir.resolve("data"));
            Path other = certificate("elsewhere", Files.createDirectory(dir.resolve("other")));
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

    /** A certificate for a host or address, signed by itself, as the server looks for it: {@code server.crt} and {@code server.key}. */
    private static Path certificate(String host, Path into)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = into.resolve("store.p12");
        String subject = Character.isDigit(host.charAt(0)) ? "ip:" : "dns:";
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=" + subject + host,
                        "-ext",
                        "bc:critical=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", STORE_PASSWORD.toCharArray());
        Path keyFile = pem(into.resolve("server.key"), "PRIVATE KEY", key.getEncoded());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return pem(
                into.resolve("server.crt"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
