package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.tls.TlsSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parts of {@code postgresql://host:port/database?sslmode=…}. */
final class DatabaseUrl {

    private static final int DEFAULT_PORT = 5432;
    private static final String SSL_MODE = "sslmode";

    private DatabaseUrl() {}

    static void check(URI url, Problems problems) {
        if (host(url).isEmpty()) {
            problems.add(
                    SourceSettings.URL,
                    "names no host. It must be like postgresql://host:port/database. Put the host in.");
        }
        String database = database(url);
        if (database.isEmpty() || database.indexOf('/') >= 0) {
            problems.add(
                    SourceSettings.URL,
                    "names no database. It must be like postgresql://host:port/database. Put the database in.");
        }
        parameters(url).forEach((key, value) -> {
            if (!key.equals(SSL_MODE)) {
                problems.add(
                        SourceSettings.URL,
                        "has the parameter '" + key
                                + "'. It may be sslmode. Use ssl.ca.path, ssl.cert.path or ssl.key.path for certificates, and debezium.driver.NAME for other parameters of the driver.");
            } else if (!TlsSettings.MODES.contains(value)) {
                problems.add(
                        SourceSettings.URL,
                        "has sslmode '" + value + "'. It must be one of " + String.join(", ", TlsSettings.MODES)
                                + ". Set one of them.");
            }
        });
    }

    /** An IPv6 address stays in its brackets. {@link URI#getHost} knows no names with underscores, which container networks have. */
    static String host(URI url) {
        String authority = authority(url);
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    static int port(URI url) {
        String authority = authority(url);
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        return colon < 0 || colon == authority.length() - 1
                ? DEFAULT_PORT
                : Integer.parseInt(authority.substring(colon + 1));
    }

    /** As it stands in the URL, where odd characters are percent-encoded. */
    static String database(URI url) {
        String path = url.getRawPath();
        return path == null || path.isEmpty() ? "" : path.substring(1);
    }

    private static String authority(URI url) {
        String authority = url.getRawAuthority();
        return authority == null ? "" : authority;
    }

    static Optional<String> sslMode(URI url) {
        return Optional.ofNullable(parameters(url).get(SSL_MODE));
    }

    private static Map<String, String> parameters(URI url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = url.getRawQuery();
        if (query != null && !query.isEmpty()) {
            for (String parameter : query.split("&")) {
                int equals = parameter.indexOf('=');
                String key = equals < 0 ? parameter : parameter.substring(0, equals);
                parameters.put(decode(key), equals < 0 ? "" : decode(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
