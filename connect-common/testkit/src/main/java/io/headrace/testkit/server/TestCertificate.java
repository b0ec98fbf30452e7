package io.headrace.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that is signed by itself, and its key, in the files in which PostgreSQL looks for them. */
public final class TestCertificate {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "changeit";

    private TestCertificate() {}

    /**
     * Writes {@code server.crt} and {@code server.key}.
     *
     * @param host the name or address that the certificate is good for
     * @return the file of the certificate, for {@code ssl.ca.path}
     */
    public static Path write(String host, Path into) {
        Path store = into.resolve("store.p12");
        keytool(host, store);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            Path keyFile = pem(into.resolve("server.key"), "PRIVATE KEY", key);
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
            return pem(
                    into.resolve("server.crt"),
                    "CERTIFICATE",
                    keys.getCertificate(ALIAS).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a certificate into " + into, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool's store cannot be read", e);
        }
    }

    private static void keytool(String host, Path store) {
        String kind = Character.isDigit(host.charAt(0)) ? "ip:" : "dns:";
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=" + kind + host,
                "-ext",
                "bc:critical=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        try {
            int code = new ProcessBuilder(line).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("keytool ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run keytool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran", e);
        }
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
