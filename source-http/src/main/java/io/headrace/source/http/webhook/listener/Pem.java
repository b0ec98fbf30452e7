package io.headrace.source.http.webhook.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and keys out of PEM files (RFC 7468). */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final char[] IN_MEMORY = new char[0];

    private Pem() {}

    /**
     * The context of a listener.
     *
     * @throws GeneralSecurityException when a file does not hold what it should; the message names the file and the mend, and holds nothing of a key
     * @throws IOException when a file cannot be read
     */
    static SSLContext context(ListenerConfig.Tls tls) throws GeneralSecurityException, IOException {
        List<Certificate> chain = certificates(Path.of(tls.cert()));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "listener", key(Path.of(tls.key()), tls.keyPassword()), IN_MEMORY, chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, IN_MEMORY);
        SSLContext context = SSLContext.getInstance("TLS");
        Optional<String> ca = tls.ca();
        context.init(
                managers.getKeyManagers(),
                ca.isPresent() ? trusting(certificates(Path.of(ca.get()))) : trusting(List.of()),
                new SecureRandom());
        return context;
    }

    private static TrustManager[] trusting(List<Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            trusted.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw noCertificate(file, e);
        }
        throw noCertificate(file, null);
    }

    private static GeneralSecurityException noCertificate(Path file, @Nullable Exception cause) {
        return new GeneralSecurityException(
                "'" + file + "' holds no certificate; it must be PEM, with BEGIN CERTIFICATE. Correct the path", cause);
    }

    private static PrivateKey key(Path file, Optional<Secret> password) throws GeneralSecurityException, IOException {
        Matcher found = KEY.matcher(Files.readString(file, US_ASCII));
        if (!found.find() || !found.group(1).matches("(ENCRYPTED )?PRIVATE KEY")) {
            throw new GeneralSecurityException(
                    "'" + file
                            + "' holds no private key that can be read; it must be PKCS-8 in PEM, with BEGIN PRIVATE KEY. Convert it with openssl pkcs8 -topk8");
        }
        byte[] der = decoded(file, found.group(2));
        PKCS8EncodedKeySpec spec =
                found.group(1).startsWith("ENCRYPTED") ? decrypt(file, der, password) : new PKCS8EncodedKeySpec(der);
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            Optional<PrivateKey> key = key(algorithm, spec);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new GeneralSecurityException(
                "'" + file + "' holds a key of an unknown kind; it must be RSA, EC or Ed25519. Make such a key");
    }

    private static byte[] decoded(Path file, String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(
                    "'" + file + "' holds a private key that is cut or damaged; it must be PEM. Copy it anew");
        }
    }

    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec spec)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    private static PKCS8EncodedKeySpec decrypt(Path file, byte[] der, Optional<Secret> password)
            throws GeneralSecurityException, IOException {
        if (password.isEmpty()) {
            throw new GeneralSecurityException(
                    "'" + file + "' is encrypted, and ssl.key.password is missing. Set it, or decrypt the key");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // For PBES2 the parameters know the full name of the algorithm, and the key itself does not.
        String algorithm = encrypted.getAlgName().equals("PBES2")
                ? encrypted.getAlgParameters().toString()
                : encrypted.getAlgName();
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(
                                    new PBEKeySpec(password.get().value().toCharArray())),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw new GeneralSecurityException("ssl.key.password does not open '" + file + "'. Correct it");
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "'" + file + "' is encrypted in a way that Java does not know (" + algorithm
                            + "), or ssl.key.password is wrong. Encrypt it with openssl pkcs8 -topk8 -v2 aes-256-cbc");
        }
    }
}
