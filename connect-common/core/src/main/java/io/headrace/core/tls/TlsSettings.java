package io.headrace.core.tls;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code ssl.*} keys. The modes are those of libpq, in its spelling (PostgreSQL, "SSL Support"). */
public final class TlsSettings {

    public static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final String GROUP = "TLS";

    public static final Setting<Optional<String>> MODE = Setting.string("ssl.mode")
            .check(MODES::contains, "one of " + String.join(", ", MODES))
            .group(GROUP)
            .doc(
                    "How the connection is protected, in libpq's words. Only verify-full keeps out a server that pretends. Not given: what the URL says in sslmode, or prefer.")
            .optional()
            .build();

    public static final Setting<Optional<String>> CA = Setting.string("ssl.ca.path")
            .group(GROUP)
            .doc(
                    "A PEM file of the authorities that may sign the server's certificate. Not given: those the JVM trusts.")
            .optional()
            .build();

    public static final Setting<Optional<String>> CERT = Setting.string("ssl.cert.path")
            .group(GROUP)
            .doc("A PEM file with the client's certificate.")
            .optional()
            .build();

    public static final Setting<Optional<String>> KEY = Setting.string("ssl.key.path")
            .group(GROUP)
            .doc("The client's private key, as PKCS-8 in DER or PKCS-12.")
            .optional()
            .build();

    public static final Setting<Optional<Secret>> KEY_PASSWORD = Setting.password("ssl.key.password")
            .group(GROUP)
            .doc("The password of the client's private key.")
            .optional()
            .build();

    public static final Settings ALL = Settings.of(MODE, CA, CERT, KEY, KEY_PASSWORD);

    private TlsSettings() {}

    /**
     * The protection asked for.
     *
     * @param inUrl what the URL says in {@code sslmode}
     */
    public static String mode(Values values, Optional<String> inUrl) {
        return values.get(MODE).or(() -> inUrl).orElse("prefer");
    }

    /** Whether the server's certificate is checked against the authorities of the JVM, for want of others. */
    public static boolean asksTheJvm(Values values, Optional<String> inUrl) {
        return mode(values, inUrl).startsWith("verify-")
                && values.get(CA).isEmpty()
                && values.get(KEY).isEmpty();
    }

    /**
     * Rules between the keys, which need no server.
     *
     * @param inUrl what the URL says in {@code sslmode}
     */
    public static void check(Values values, Optional<String> inUrl, Problems problems) {
        Optional<String> mode = values.get(MODE);
        inUrl.filter(said -> mode.filter(given -> !given.equals(said)).isPresent())
                .ifPresent(said -> problems.add(
                        MODE,
                        "'" + mode.orElseThrow() + "' contradicts sslmode=" + said
                                + " in the URL; it must be the same, or said once. Remove one of the two."));
        List.of(CA, CERT, KEY).forEach(file -> readable(file, values, problems));
        if (values.get(CERT).isPresent() != values.get(KEY).isPresent()) {
            problems.add(
                    KEY,
                    "a certificate and its key must be given together, and one of ssl.cert.path and ssl.key.path is missing."
                            + " Set both, or neither.");
        }
    }

    private static void readable(Setting<Optional<String>> setting, Values values, Problems problems) {
        values.get(setting)
                .filter(path -> !isReadable(path))
                .ifPresent(
                        path -> problems.add(
                                setting,
                                "'" + path
                                        + "' is no file that the worker can read. Copy it to every worker, or correct the path."));
    }

    private static boolean isReadable(String path) {
        try {
            return Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
