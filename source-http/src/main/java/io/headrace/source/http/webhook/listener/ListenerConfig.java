package io.headrace.source.http.webhook.listener;

import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.source.http.webhook.listener.ListenerSettings.ClientAuth;
import java.time.Duration;
import java.util.Optional;

/**
 * What a listener is made of. Two connectors share a port when theirs are equal.
 *
 * @param tls empty for plain HTTP
 */
public record ListenerConfig(
        String host,
        int port,
        String healthPath,
        Optional<Tls> tls,
        long bodyBytes,
        long bufferBytes,
        int connections,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration ackTimeout,
        Duration retryAfter,
        Cors cors) {

    /** Files of a listener that speaks HTTPS. */
    public record Tls(
            String cert, String key, Optional<Secret> keyPassword, Optional<String> ca, ClientAuth clientAuth) {}

    /** The listener that the settings describe. */
    public static ListenerConfig of(Values values) {
        Optional<Tls> tls = values.get(ListenerSettings.CERT)
                .map(cert -> new Tls(
                        cert,
                        values.get(ListenerSettings.KEY).orElseThrow(),
                        values.get(ListenerSettings.KEY_PASSWORD),
                        values.get(ListenerSettings.CA),
                        values.get(ListenerSettings.CLIENT_AUTH)));
        return new ListenerConfig(
                values.get(ListenerSettings.HOST),
                values.get(ListenerSettings.PORT),
                values.get(ListenerSettings.HEALTH_PATH),
                tls,
                values.get(ListenerSettings.BODY_MAX),
                values.get(ListenerSettings.BUFFER),
                values.get(ListenerSettings.CONNECTIONS_MAX),
                values.get(ListenerSettings.REQUEST_TIMEOUT),
                values.get(ListenerSettings.IDLE_TIMEOUT),
                values.get(ListenerSettings.ACK_TIMEOUT),
                values.get(ListenerSettings.RETRY_AFTER),
                new Cors(
                        values.get(ListenerSettings.CORS_ORIGINS),
                        values.get(ListenerSettings.CORS_HEADERS),
                        values.get(ListenerSettings.CORS_MAX_AGE)));
    }

    /** Where it listens, for messages. */
    String address() {
        return host + ":" + port;
    }
}
