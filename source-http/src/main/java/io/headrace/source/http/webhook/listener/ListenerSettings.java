package io.headrace.source.http.webhook.listener;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.secret.Secret;
import io.headrace.source.http.webhook.verify.VerifySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of a listener. Connectors that share a port must say the same in all of them. */
public final class ListenerSettings {

    /** Whether a client must show a certificate. */
    public enum ClientAuth {
        NONE,
        REQUESTED,
        REQUIRED
    }

    private static final String LISTENER = "Listener";
    private static final String TLS = "TLS";
    private static final String LIMITS = "Limits";
    private static final String BROWSERS = "Browsers";

    public static final Setting<Integer> PORT = Setting.integer("port")
            .required()
            .between(1, 65_535)
            .important()
            .group(LISTENER)
            .doc(
                    "The port to listen on, the same on every worker. All tasks of a JVM share one listener; put a load balancer before the workers and raise tasks.max for more.")
            .build();

    public static final Setting<String> HOST = Setting.string("host")
            .defaultsTo("0.0.0.0")
            .group(LISTENER)
            .doc("The address to listen on.")
            .build();

    public static final Setting<String> HEALTH_PATH = Setting.string("health.path")
            .defaultsTo("/health")
            .check(text -> text.startsWith("/"), "a path that begins with a slash")
            .group(LISTENER)
            .doc("A path that answers a load balancer's question whether this worker takes events.")
            .build();

    public static final Setting<Optional<String>> CERT = Setting.string("ssl.cert.path")
            .important()
            .group(TLS)
            .doc(
                    "A PEM file with the listener's certificate and the chain behind it. With it the listener speaks HTTPS only. It is read again when it changes.")
            .optional()
            .build();

    public static final Setting<Optional<String>> KEY = Setting.string("ssl.key.path")
            .important()
            .group(TLS)
            .doc("A PEM file with the certificate's private key, as PKCS-8.")
            .optional()
            .build();

    public static final Setting<Optional<Secret>> KEY_PASSWORD = Setting.password("ssl.key.password")
            .group(TLS)
            .doc("The password of an encrypted private key.")
            .optional()
            .build();

    public static final Setting<Optional<String>> CA = Setting.string("ssl.ca.path")
            .group(TLS)
            .doc("A PEM file of the authorities that may sign the clients' certificates.")
            .optional()
            .build();

    public static final Setting<ClientAuth> CLIENT_AUTH = Setting.oneOf("ssl.client.auth", ClientAuth.class)
            .defaultsTo(ClientAuth.NONE)
            .group(TLS)
            .doc(
                    "Whether a client must show a certificate. requested leaves it to each route, with verify=client_certificate.")
            .build();

    public static final Setting<Long> BODY_MAX = Setting.bytes("body.max.bytes")
            .defaultsTo(5L << 20)
            .between(1L << 10, 100L << 20)
            .group(LIMITS)
            .doc("How long a body may be, inflated.")
            .build();

    public static final Setting<Long> EVENT_MAX = Setting.bytes("event.max.bytes")
            .defaultsTo(500_000L)
            .between(1L << 10, 50L << 20)
            .group(LIMITS)
            .doc(
                    "How long one event may be. A record may need twice as much, and Kafka's producer fails the task when a record is longer than its max.request.size: raise producer.override.max.request.size and the topic's max.message.bytes together with this.")
            .build();

    public static final Setting<Integer> BATCH_MAX = Setting.integer("batch.max.events")
            .defaultsTo(10_000)
            .between(1, 1_000_000)
            .group(LIMITS)
            .doc("How many events one request may have.")
            .build();

    public static final Setting<Long> BUFFER = Setting.bytes("buffer.bytes")
            .defaultsTo(64L << 20)
            .between(1L << 20, 8L << 30)
            .group(LIMITS)
            .doc(
                    "How much memory requests may fill that are being read or wait for Kafka, over all tasks of the listener. More requests are told to come again later.")
            .build();

    public static final Setting<Integer> CONNECTIONS_MAX = Setting.integer("connections.max")
            .defaultsTo(4_096)
            .between(1, 1_000_000)
            .group(LIMITS)
            .doc("How many connections are open at once. Further ones wait.")
            .build();

    public static final Setting<Duration> REQUEST_TIMEOUT = Setting.duration("request.timeout.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofMinutes(10))
            .group(LIMITS)
            .doc("How long a request may take to arrive. A slower one is cut off.")
            .build();

    public static final Setting<Duration> IDLE_TIMEOUT = Setting.duration("idle.timeout.ms")
            .defaultsTo(Duration.ofSeconds(30))
            .between(Duration.ofMillis(100), Duration.ofMinutes(10))
            .group(LIMITS)
            .doc("How long a connection may stay open until its next request has come with all its headers.")
            .build();

    public static final Setting<Duration> ACK_TIMEOUT = Setting.duration("ack.timeout.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofMinutes(10))
            .group(LIMITS)
            .doc(
                    "How long a sender waits for Kafka's acknowledgement before it is told to send again. The event may still arrive after that.")
            .build();

    public static final Setting<Duration> RETRY_AFTER = Setting.duration("retry.after.seconds")
            .defaultsTo(Duration.ofSeconds(5))
            .between(Duration.ofSeconds(1), Duration.ofHours(1))
            .advanced()
            .group(LIMITS)
            .doc("When a sender that was turned away is asked to come again.")
            .build();

    public static final Setting<List<String>> CORS_ORIGINS = Setting.list("cors.origins")
            .defaultsTo(List.of())
            .check(
                    origins -> origins.stream().allMatch(Cors::isOrigin),
                    "origins such as https://shop.example, or * for all")
            .group(BROWSERS)
            .doc("The origins whose pages may post events. Left empty, browsers keep other pages from it.")
            .build();

    public static final Setting<List<String>> CORS_HEADERS = Setting.list("cors.headers")
            .defaultsTo(List.of("content-type", "authorization"))
            .check(names -> names.stream().allMatch(VerifySettings::isHeaderName), "names of headers")
            .group(BROWSERS)
            .doc("The headers that such pages may send.")
            .build();

    public static final Setting<Duration> CORS_MAX_AGE = Setting.duration("cors.max.age.seconds")
            .defaultsTo(Duration.ofHours(1))
            .between(Duration.ZERO, Duration.ofDays(1))
            .advanced()
            .group(BROWSERS)
            .doc("How long a browser remembers what it may do.")
            .build();

    public static final Settings ALL = Settings.of(
            PORT,
            HOST,
            HEALTH_PATH,
            CERT,
            KEY,
            KEY_PASSWORD,
            CA,
            CLIENT_AUTH,
            BODY_MAX,
            EVENT_MAX,
            BATCH_MAX,
            BUFFER,
            CONNECTIONS_MAX,
            REQUEST_TIMEOUT,
            IDLE_TIMEOUT,
            ACK_TIMEOUT,
            RETRY_AFTER,
            CORS_ORIGINS,
            CORS_HEADERS,
            CORS_MAX_AGE);

    private ListenerSettings() {}
}
