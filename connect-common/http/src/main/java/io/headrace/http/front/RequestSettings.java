package io.headrace.http.front;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.http.auth.TokenDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of requests, whoever declared the streams. */
public final class RequestSettings {

    private static final String REQUESTS = "Requests";

    static final Setting<List<String>> ALLOWED_HOSTS = Setting.list("http.allowed.hosts")
            .defaultsTo(List.of())
            .group(REQUESTS)
            .doc(
                    "Further hosts to which links and redirects of the API may lead, and *.example.com for all below; the credentials stay with the API's own.")
            .build();

    static final Setting<Boolean> PRIVATE_ALLOWED = Setting.bool("http.allow.private.hosts")
            .defaultsTo(false)
            .advanced()
            .group(REQUESTS)
            .doc("Whether links and redirects may lead to private and link-local addresses.")
            .build();

    static final Setting<Integer> CONCURRENCY = Setting.integer("http.max.concurrent.requests")
            .defaultsTo(10)
            .between(1, 256)
            .group(REQUESTS)
            .doc("How many requests of a task may be under way at once.")
            .build();

    static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("http.connect.timeout.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofMinutes(5))
            .advanced()
            .group(REQUESTS)
            .doc("The longest wait for a connection.")
            .build();

    static final Setting<Duration> READ_TIMEOUT = Setting.duration("http.read.timeout.ms")
            .defaultsTo(Duration.ofSeconds(60))
            .between(Duration.ofMillis(100), Duration.ofHours(1))
            .advanced()
            .group(REQUESTS)
            .doc("The longest silence of the API within a response.")
            .build();

    static final Setting<Long> RESPONSE_BYTES = Setting.bytes("http.response.max.bytes")
            .defaultsTo(64L << 30)
            .atLeast(1L << 10)
            .advanced()
            .group(REQUESTS)
            .doc("The largest body, inflated, that is read; a larger one fails the stream.")
            .build();

    static final Setting<Optional<String>> TOKENS = Setting.string("http.token.directory")
            .check(
                    text -> TokenDirectory.problem(Path.of(text)).isEmpty(),
                    "a directory that the worker's user may write to")
            .group("Authentication")
            .doc(
                    "Where refresh tokens that work once are kept, so that the last one outlives a restart: a directory that the worker's user alone may read. Tasks that move between workers need one that all workers share.")
            .optional()
            .build();

    public static final Settings ALL = Settings.of(
            TOKENS, ALLOWED_HOSTS, PRIVATE_ALLOWED, CONCURRENCY, CONNECT_TIMEOUT, READ_TIMEOUT, RESPONSE_BYTES);

    private RequestSettings() {}
}
