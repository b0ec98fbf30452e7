package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.runtime.Await;
import io.headrace.testkit.http.ExampleApis;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for APIs, with nothing changed but addresses, paths and secrets. */
class HttpExamplesTest {

    private static final Path HOME = Path.of(System.getProperty("basedir", ""), "..", "config-examples", "http");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExampleApis apis = new ExampleApis();

    @AfterEach
    void end() {
        apis.close();
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(HOME)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> example(String name) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readString(HOME.resolve(name)));
        Map<String, String> config = new HashMap<>();
        config.put("name", json.path("name").asText());
        json.path("config")
                .properties()
                .forEach(entry ->
                        config.put(entry.getKey(), here(entry.getValue().asText())));
        return config;
    }

    private String here(String value) {
        String text = value.replace("/etc/headrace/", HOME + "/").replaceAll("\\$\\{file:.*}", ExampleApis.SECRET);
        for (Map.Entry<String, String> place : apis.places().entrySet()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        return text;
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsValidAgainstAnApiThatAnswers(String name) throws Exception {
        assertThat(new HttpSourceConnector().validate(example(name)).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itHoldsNoSecret(String name) throws Exception {
        assertThat(Files.readString(HOME.resolve(name))).contains("${file:/etc/headrace/secrets.properties:");
    }

    @ParameterizedTest
    @MethodSource("names")
    void itBringsEveryRecordOnce(String name) throws Exception {
        Map<String, String> config = example(name);
        String prefix = config.getOrDefault("topic.pattern", "").replace("${stream}", "");
        Map<String, Long> wanted = new TreeMap<>(apis.records());
        wanted.keySet().removeIf(topic -> !topic.startsWith(prefix));
        assertThat(wanted).isNotEmpty();

        List<SourceRecord> records = new ArrayList<>();
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
            // Pauses that a rate limit makes look like an end.
            Await.until("all records of " + name, PATIENCE, () -> {
                records.addAll(all(run));
                return counts(records).values().stream()
                                .mapToLong(count -> count)
                                .sum()
                        >= wanted.values().stream().mapToLong(count -> count).sum();
            });
            records.addAll(all(run));
        }
        assertThat(counts(records)).isEqualTo(wanted);
    }

    private static List<SourceRecord> all(SourceRun run) {
        try {
            return run.readAll();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while an example was read", e);
        }
    }

    private static Map<String, Long> counts(List<SourceRecord> records) {
        return records.stream()
                .filter(record -> !record.topic().equals("headrace.heartbeats"))
                .collect(Collectors.groupingBy(SourceRecord::topic, TreeMap::new, Collectors.counting()));
    }
}
