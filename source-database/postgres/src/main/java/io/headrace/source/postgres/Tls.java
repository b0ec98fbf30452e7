package io.headrace.source.postgres;

import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.core.tls.TlsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of TLS in the driver's words. Debezium takes the same words behind {@code database.}. */
final class Tls {

    private Tls() {}

    static Map<String, String> driverProperties(Values values) {
        Optional<String> inUrl = DatabaseUrl.sslMode(values.get(SourceSettings.URL));
        Map<String, String> properties = new HashMap<>();
        properties.put("sslmode", TlsSettings.mode(values, inUrl));
        values.get(TlsSettings.CA).ifPresent(path -> properties.put("sslrootcert", path));
        values.get(TlsSettings.CERT).ifPresent(path -> properties.put("sslcert", path));
        values.get(TlsSettings.KEY).ifPresent(path -> properties.put("sslkey", path));
        values.get(TlsSettings.KEY_PASSWORD)
                .map(Secret::value)
                .ifPresent(password -> properties.put("sslpassword", password));
        if (TlsSettings.asksTheJvm(values, inUrl)) {
            // The driver's own factory would ask for ~/.postgresql/root.crt and not look at what the JVM trusts.
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }
}
