package io.headrace.source.http.poll;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.retry.Backoff;
import io.headrace.http.declare.Declaration;
import io.headrace.http.declare.ManifestSettings;
import io.headrace.http.dynamic.SchemaFiles;
import io.headrace.http.flat.FlatFrontEnd;
import io.headrace.http.front.FrontEnd;
import io.headrace.http.front.RequestLimits;
import io.headrace.http.front.SourceSettings;
import io.headrace.http.read.ReadOptions;
import io.headrace.source.http.poll.HttpSettings.OnStreamError;
import io.headrace.source.http.record.KeyFormat;
import io.headrace.source.http.record.RecordFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A configuration of the HTTP source that was read. Immutable.
 *
 * @param connector the connector's name
 * @param chosen the streams that are read; all when empty
 * @param topics of streams that do not go by the pattern
 * @param schemas where schemas are that lie in files
 */
public record HttpConfig(
        String connector,
        Declaration declaration,
        List<String> chosen,
        String topicPattern,
        Map<String, String> topics,
        RecordFormat format,
        KeyFormat keys,
        Duration pollInterval,
        ReadOptions reading,
        Optional<String> heartbeatTopic,
        Duration heartbeatInterval,
        OnStreamError onStreamError,
        int streamRetries,
        Duration streamRetry,
        RequestLimits limits,
        SchemaFiles schemas,
        boolean stablePages,
        boolean validateConnect) {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** What was made of the properties: the problems, and without any the configuration. */
    public record Reading(Problems problems, Optional<HttpConfig> config) {}

    /** Reads a configuration, without a look at the API. */
    public static Reading read(Map<String, String> properties) {
        Problems problems = HttpSettings.ALL.problems(properties);
        List<HttpConfig> made = new ArrayList<>();
        problems.rule(values -> {
            Optional<Declaration> declaration = FrontEnd.read(values, properties, problems);
            if (problems.isEmpty()) {
                declaration.ifPresent(found -> made.add(of(found, values, properties)));
            }
        });
        return new Reading(problems, made.stream().findFirst());
    }

    /**
     * Reads a configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming every problem
     */
    public static HttpConfig parse(Map<String, String> properties) {
        Reading reading = read(properties);
        reading.problems().throwIfAny();
        return reading.config().orElseThrow();
    }

    private static HttpConfig of(Declaration declaration, Values values, Map<String, String> properties) {
        Map<String, String> topics = new LinkedHashMap<>();
        names(values).forEach(name -> FlatFrontEnd.topic(name, properties).ifPresent(topic -> topics.put(name, topic)));
        return new HttpConfig(
                properties.getOrDefault("name", "http"),
                declaration,
                names(values),
                values.get(HttpSettings.TOPIC),
                Map.copyOf(topics),
                values.get(HttpSettings.FORMAT),
                values.get(HttpSettings.KEY_FORMAT),
                values.get(HttpSettings.POLL_INTERVAL),
                new ReadOptions(
                        values.get(HttpSettings.RESUME),
                        values.get(HttpSettings.CHILDREN),
                        values.get(HttpSettings.ON_SPEC_CHANGE),
                        values.get(HttpSettings.WINDOWS),
                        values.get(HttpSettings.BATCH),
                        mustBeExact(properties)),
                values.get(HttpSettings.HEARTBEAT_TOPIC),
                values.get(HttpSettings.HEARTBEAT_INTERVAL),
                values.get(HttpSettings.ON_STREAM_ERROR),
                values.get(HttpSettings.STREAM_RETRIES),
                values.get(HttpSettings.STREAM_RETRY),
                RequestLimits.of(values),
                schemas(values),
                values.get(HttpSettings.STABLE_PAGES),
                values.get(HttpSettings.VALIDATE_CONNECT));
    }

    /** Whether the user demands exactly-once, by Connect's own key. */
    private static boolean mustBeExact(Map<String, String> properties) {
        return "required"
                .equalsIgnoreCase(
                        properties.getOrDefault("exactly.once.support", "").trim());
    }

    private static SchemaFiles schemas(Values values) {
        return new SchemaFiles(values.get(ManifestSettings.FILE).map(Path::of));
    }

    private static List<String> names(Values values) {
        return values.get(SourceSettings.STREAM_NAMES);
    }

    /** The topic of a stream. */
    public String topic(String stream) {
        return Optional.ofNullable(topics.get(stream))
                .orElseGet(() -> topicPattern.replace(HttpSettings.STREAM, stream.replaceAll("[^A-Za-z0-9._-]", "_")));
    }

    /** Whether a stream is among those that are read. */
    public boolean isChosen(String stream) {
        return chosen.isEmpty() || chosen.contains(stream);
    }

    /** How long what may pass is waited for: a second at first, then longer each time. */
    Backoff backoff() {
        Duration cap = streamRetry.compareTo(FIRST_RETRY) > 0 ? streamRetry : FIRST_RETRY;
        return new Backoff(FIRST_RETRY, cap, RandomGenerator.getDefault());
    }

    @Override
    public String toString() {
        return "configuration of " + connector + ": " + declaration;
    }
}
