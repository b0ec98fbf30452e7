package io.headrace.http.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads private keys as text: PKCS-8, plain or encrypted, and the older forms of OpenSSL for RSA and elliptic curves, which are wrapped into PKCS-8 because that is all the JDK reads. Line ends
 * may be written as {@code \n}, as in service account files.
 */
final class PemKeys {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Version zero, and the algorithm identifiers of RSA and of the three curves. */
    private static final String VERSION = "020100";

    private static final String RSA = "300d06092a864886f70d0101010500";
    private static final String P256 = "301306072a8648ce3d020106082a8648ce3d030107";
    private static final String P384 = "301006072a8648ce3d020106052b81040022";
    private static final String P521 = "301006072a8648ce3d020106052b81040023";
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PemKeys() {}

    static PrivateKey read(String text, String family, int curveBytes, Optional<String> passphrase)
            throws GeneralSecurityException {
        Matcher pem = PEM.matcher(text.replace("\\n", "\n"));
        if (!pem.find()) {
            throw new InvalidKeySpecException("no PEM");
        }
        byte[] der = decoded(pem.group(2));
        KeySpec spec = switch (pem.group(1)) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(der);
            case "ENCRYPTED PRIVATE KEY" -> decrypt(der, passphrase);
            case "RSA PRIVATE KEY" -> wrapped(RSA, der);
            case "EC PRIVATE KEY" -> wrapped(curveBytes == 32 ? P256 : curveBytes == 48 ? P384 : P521, der);
            default -> throw new InvalidKeySpecException("another kind of PEM");
        };
        return KeyFactory.getInstance(family).generatePrivate(spec);
    }

    private static byte[] decoded(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("damaged", e);
        }
    }

    private static KeySpec decrypt(byte[] der, Optional<String> passphrase) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = info.getAlgParameters();
            String algorithm = info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
            Key key = SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(passphrase.orElse("").toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher);
        } catch (IOException e) {
            throw new InvalidKeySpecException("damaged", e);
        }
    }

    private static KeySpec wrapped(String algorithm, byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(HexFormat.of().parseHex(VERSION + algorithm));
        inner.writeBytes(tagged(OCTETS, key));
        return new PKCS8EncodedKeySpec(tagged(SEQUENCE, inner.toByteArray()));
    }

    /** One value in DER. */
    private static byte[] tagged(int tag, byte[] value) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (value.length < 0x80) {
            der.write(value.length);
        } else {
            int bytes = value.length < 0x100 ? 1 : value.length < 0x10000 ? 2 : 3;
            der.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                der.write(value.length >> (8 * i));
            }
        }
        der.writeBytes(value);
        return der.toByteArray();
    }
}
