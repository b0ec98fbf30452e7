package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.testkit.http.ExampleApis;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for APIs, with nothing changed but addresses, paths and secrets. */
class HttpExamplesTest {

    private static final Path HOME = Path.of(System.getProperty("basedir", ""), "..", "config-examples", "http");

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
                .forEach(entry -> config.put(entry.getKey(), here(entry.getValue().asText())));
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

    @Test
    void togetherTheyBringEveryRecordOnce() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (String name : names()) {
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), example(name), new Offsets())) {
                run.readAll().stream()
                        .filter(record -> !record.topic().equals("headrace.heartbeats"))
                        .collect(Collectors.groupingBy(SourceRecord::topic, Collectors.counting()))
                        .forEach((topic, count) -> counts.merge(topic, count.intValue(), Integer::sum));
            }
        }
        assertThat(counts).isEqualTo(apis.records());
    }
}
