package io.headrace.http.auth;

import io.headrace.http.spec.Component;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How tokens are signed (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, 3.1</a>), by what the JDK brings. */
final class JwtAlgorithm {

    private static final int P256_BYTES = 32;
    private static final int P384_BYTES = 48;
    private static final int P521_BYTES = 64;

    private final Component component;
    private final String name;

    private JwtAlgorithm(Component component, String name) {
        this.component = component;
        this.name = name;
    }

    static JwtAlgorithm of(Component component) {
        String name = component.text("algorithm");
        if (name.equals("ES256K")) {
            throw component.refuse(
                    "algorithm",
                    "the Java platform has no curve for ES256K any more",
                    "use ES256 or another algorithm of the reference");
        }
        return new JwtAlgorithm(component, name);
    }

    String name() {
        return name;
    }

    byte[] sign(String key, String text, Optional<String> passphrase) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return name.startsWith("HS") ? mac(key, bytes) : signature(key, bytes, passphrase);
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
            throw component.refuse(
                    "secret_key",
                    "nothing can be signed with this key by " + name + " ("
                            + e.getClass().getSimpleName() + ")",
                    "check that it is a key of that kind, in PEM, and that the passphrase is right");
        }
    }

    private byte[] mac(String key, byte[] bytes) throws GeneralSecurityException {
        String java = "HmacSHA" + name.substring(2);
        Mac mac = Mac.getInstance(java);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), java));
        return mac.doFinal(bytes);
    }

    private byte[] signature(String key, byte[] bytes, Optional<String> passphrase) throws GeneralSecurityException {
        String size = name.substring(2);
        String kind = name.substring(0, 2);
        Signature signature = Signature.getInstance(
                switch (kind) {
                    case "RS" -> "SHA" + size + "withRSA";
                    case "PS" -> "RSASSA-PSS";
                    case "ES" -> "SHA" + size + "withECDSAinP1363Format";
                    default -> "Ed25519";
                });
        if (kind.equals("PS")) {
            int salt = Integer.parseInt(size) / 8;
            signature.setParameter(new PSSParameterSpec(
                    "SHA-" + size,
                    "MGF1",
                    new MGF1ParameterSpec("SHA-" + size),
                    salt,
                    PSSParameterSpec.TRAILER_FIELD_BC));
        }
        PrivateKey privateKey = PemKeys.read(key, family(kind), curveBytes(size), passphrase);
        signature.initSign(privateKey);
        signature.update(bytes);
        return signature.sign();
    }

    private static String family(String kind) {
        return switch (kind) {
            case "RS", "PS" -> "RSA";
            case "ES" -> "EC";
            default -> "Ed25519";
        };
    }

    private static int curveBytes(String size) {
        return switch (size) {
            case "256" -> P256_BYTES;
            case "384" -> P384_BYTES;
            default -> P521_BYTES;
        };
    }
}
