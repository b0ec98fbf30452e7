package io.headrace.source.http.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.secret.Secret;
import io.headrace.source.http.webhook.listener.ListenerSettings.ClientAuth;
import io.headrace.testkit.server.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in the forms in which they are handed out. */
class PemTest {

    /** Made for this test by openssl pkcs8 -topk8 -v2 aes-256-cbc, with the password "right". */
    private static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgocABitCnHMwICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEENZn8jTVGxkV37GAnmoJ+JgEgZBy
            BHe2/keD6x7btTFSZa89lDRmZyYpHXlbFTS9WUQKvgDXXiO3VTl5wCLubxcHQ/+g
            WA8mKUwA0yRBUNVp1oJmGirc/VqeemJS0DpmI5eJpptMERyAmN2QQxf9gUJWg3Ny
            g9siTraA/R8nmErlHyobK9K+DCzOJWQVBP9FyHqKVFY6QPt85FOufHIRhedVzRs=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** The certificate of that key. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBfzCCASWgAwIBAgIUPd2qiStpsOCuT5SmKZ7KGQFVSqowCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMTA5NDAwMFoYDzIxMjYxMDI4
            MDk0MDAwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAAQHA181VQvr0DaEF0CNw8j4y1JPG8ASc/GzPVvAqNq08WNQxMLEE5jR
            YhfyeuYO4egq8FpYbhcrtAxjSsi7CGPuo1MwUTAdBgNVHQ4EFgQUKO4R5EtCIIT7
            TKtG0eY8rNlHUxYwHwYDVR0jBBgwFoAUKO4R5EtCIIT7TKtG0eY8rNlHUxYwDwYD
            VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAwliVqHonpMkTfwdMzeQY/
            houKgqLDt9HjLflUtwMMUAIhAIEo2aMY/Q1WRvW2NrOcwSJjOVic55S2HAbYm4Ew
            TOrc
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path dir;

    private Path key;

    @BeforeEach
    void certificate() {
        TestCertificate.write("127.0.0.1", dir);
        key = dir.resolve("server.key");
    }

    private ListenerConfig.Tls tls(Optional<Secret> password) {
        return new ListenerConfig.Tls(
                dir.resolve("server.crt").toString(), key.toString(), password, Optional.empty(), ClientAuth.NONE);
    }

    @Test
    void aPlainKeyIsRead() throws Exception {
        assertThat(Pem.context(tls(Optional.empty())).getProtocol()).isEqualTo("TLS");
    }

    @Test
    void anEncryptedKeyNeedsItsPassword() throws Exception {
        Files.writeString(key, ENCRYPTED);
        Files.writeString(dir.resolve("server.crt"), CERTIFICATE);
        assertThat(Pem.context(tls(Optional.of(Secret.of("right")))).getProtocol())
                .isEqualTo("TLS");
        assertThatThrownBy(() -> Pem.context(tls(Optional.empty())))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("'" + key + "' is encrypted, and ssl.key.password is missing. Set it, or decrypt the key");
        assertThatThrownBy(() -> Pem.context(tls(Optional.of(Secret.of("CANARY")))))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("ssl.key.password")
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void anOlderFormIsNamedWithItsConversion() throws IOException {
        Files.writeString(key, Files.readString(key).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
        assertThatThrownBy(() -> Pem.context(tls(Optional.empty())))
                .hasMessage(
                        "'" + key
                                + "' holds no private key that can be read; it must be PKCS-8 in PEM, with BEGIN PRIVATE KEY. Convert it with openssl pkcs8 -topk8");
    }

    @Test
    void aDamagedKeyIsNamed() throws IOException {
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> Pem.context(tls(Optional.empty())))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("'" + key + "' holds a private key that is cut or damaged; it must be PEM. Copy it anew");
    }
}
