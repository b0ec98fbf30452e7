package io.headrace.postgres;

import io.headrace.core.tls.TlsSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a database is.
 *
 * @param hosts {@code host:port}, several with commas; as the driver takes it
 * @param database its name, decoded
 * @param sslMode the protection that the URL asks for, in the words of libpq
 */
record PostgresAddress(String hosts, String database, Optional<String> sslMode) {

    private static final Pattern HOSTS = Pattern.compile("[^,:/?#@\\s]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final String SSL_MODE = "sslmode=";

    /** What is wrong with a URL that has a scheme and no login, or empty. */
    static Optional<String> problem(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null || !allHosts(authority)) {
            return Optional.of("no host");
        }
        if (databaseOf(url).isEmpty() || databaseOf(url).contains("/")) {
            return Optional.of("no database");
        }
        String query = url.getRawQuery();
        if (query != null
                && !(query.startsWith(SSL_MODE) && TlsSettings.MODES.contains(query.substring(SSL_MODE.length())))) {
            return Optional.of("an unknown parameter");
        }
        return url.getRawFragment() == null ? Optional.empty() : Optional.of("a fragment");
    }

    /** @throws IllegalArgumentException when {@link #problem} finds one */
    static PostgresAddress of(URI url) {
        problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException("The URL has " + problem);
        });
        return new PostgresAddress(
                url.getRawAuthority(),
                databaseOf(url),
                Optional.ofNullable(url.getRawQuery()).map(query -> query.substring(SSL_MODE.length())));
    }

    /** The URL for the driver: without login and parameters, which travel as properties. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + hosts + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    boolean severalHosts() {
        return hosts.contains(",");
    }

    @Override
    public String toString() {
        return hosts + "/" + database;
    }

    private static boolean allHosts(String authority) {
        for (String host : authority.split(",", -1)) {
            if (!HOSTS.matcher(host).matches()) {
                return false;
            }
        }
        return true;
    }

    private static String databaseOf(URI url) {
        String path = url.getRawPath();
        return path == null || path.isEmpty()
                ? ""
                : URLDecoder.decode(path.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
