package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.Await;
import io.headrace.testkit.server.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, with and without certificates of clients. */
class WebhookTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path dir;

    private Path server;
    private Path client;

    @BeforeEach
    void certificates() throws IOException {
        server = Files.createDirectories(dir.resolve("server"));
        client = Files.createDirectories(dir.resolve("client"));
        TestCertificate.write("127.0.0.1", server);
        TestCertificate.write("shop.example", client);
    }

    private Map<String, String> properties(String... more) {
        Map<String, String> properties = FakeWorker.properties(more);
        properties.put("ssl.cert.path", server.resolve("server.crt").toString());
        properties.put("ssl.key.path", server.resolve("server.key").toString());
        return properties;
    }

    @Test
    void eventsComeOverHttps() throws Exception {
        try (FakeWorker worker = FakeWorker.start(properties())) {
            assertThat(post(worker, Optional.empty()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientShowsItsCertificate() throws Exception {
        Map<String, String> properties = properties(
                "ssl.client.auth", "required",
                "ssl.ca.path", client.resolve("server.crt").toString(),
                "verify", "client_certificate",
                "client.names", "shop.example");
        try (FakeWorker worker = FakeWorker.start(properties)) {
            assertThat(post(worker, Optional.of(client)).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> post(worker, Optional.empty())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> post(worker, Optional.of(server))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRouteMayAskForACertificateThatOthersDoNot() throws Exception {
        Map<String, String> properties = properties(
                "ssl.client.auth", "requested",
                "ssl.ca.path", client.resolve("server.crt").toString(),
                "verify", "client_certificate",
                "client.names", "bank.example");
        try (FakeWorker worker = FakeWorker.start(properties)) {
            assertThat(post(worker, Optional.of(client)).statusCode()).isEqualTo(401);
            assertThat(post(worker, Optional.empty()).body())
                    .isEqualTo("{\"error\":\"The client must show a certificate.\"}");
        }
    }

    @Test
    void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
        try (FakeWorker worker = FakeWorker.start(properties())) {
            assertThat(post(worker, Optional.empty()).statusCode()).isEqualTo(200);
            Path renewed = Files.createDirectories(dir.resolve("renewed"));
            TestCertificate.write("127.0.0.1", renewed);
            for (String file : List.of("server.key", "server.crt")) {
                Files.copy(renewed.resolve(file), server.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            // The client trusts the new certificate only.
            Await.until("the renewed certificate", Duration.ofSeconds(60), () -> isTrusted(worker));
        }
    }

    private boolean isTrusted(FakeWorker worker) {
        try {
            return post(worker, Optional.empty()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(FakeWorker worker, Optional<Path> identity) throws Exception {
        HttpClient https = HttpClient.newBuilder().sslContext(context(identity)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker.url("/in")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return https.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private SSLContext context(Optional<Path> identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(server.resolve("server.crt"))) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (identity.isPresent()) {
            try (InputStream in = Files.newInputStream(identity.get().resolve("store.p12"))) {
                own.load(in, PASSWORD);
            }
        }
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
