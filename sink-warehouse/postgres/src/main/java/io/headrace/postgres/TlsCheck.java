package io.headrace.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Rules across the TLS settings, which need no server. */
final class TlsCheck {

    private TlsCheck() {}

    static void run(Values values, Problems problems) {
        Optional<String> mode = values.get(PostgresSettings.SSL_MODE);
        PostgresAddress.of(values.get(PostgresSettings.URL))
                .sslMode()
                .filter(inUrl -> mode.filter(given -> !given.equals(inUrl)).isPresent())
                .ifPresent(inUrl -> problems.add(
                        PostgresSettings.SSL_MODE,
                        "'" + mode.orElseThrow() + "' contradicts sslmode=" + inUrl
                                + " in the URL; it must be the same, or said once. Remove one of the two."));
        readable(PostgresSettings.SSL_CA, values, problems);
        readable(PostgresSettings.SSL_CERT, values, problems);
        readable(PostgresSettings.SSL_KEY, values, problems);
        if (values.get(PostgresSettings.SSL_CERT).isPresent()
                != values.get(PostgresSettings.SSL_KEY).isPresent()) {
            problems.add(
                    PostgresSettings.SSL_KEY,
                    "a certificate and its key must be given together, and one of ssl.cert.path and ssl.key.path is missing."
                            + " Set both, or neither.");
        }
    }

    private static void readable(Setting<Optional<String>> setting, Values values, Problems problems) {
        values.get(setting)
                .filter(path -> !Files.isReadable(Path.of(path)))
                .ifPresent(
                        path -> problems.add(
                                setting,
                                "'" + path
                                        + "' is no file that the worker can read. Copy it to every worker, or correct the path."));
    }
}
