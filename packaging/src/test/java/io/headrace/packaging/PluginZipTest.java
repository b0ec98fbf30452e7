package io.headrace.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.rules.golden.Golden;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layout, manifest and contents of every zip. What Confluent Hub asks for is from its component archive specification,
 * https://docs.confluent.io/platform/current/connect/confluent-hub/component-archive.html.
 */
class PluginZipTest {

    /** What a Connect worker brings: shipping it too breaks the class identities a plugin shares with the worker. */
    private static final Pattern PROVIDED = Pattern.compile(
            "(connect-(api|runtime|json|transforms|file)|kafka-clients|kafka_2|slf4j|log4j|logback|reload4j|commons-logging"
                    + "|lz4-java|headrace-(runtime|testkit|rules|cli)).*\\.jar");

    static Stream<PluginZip> zips() {
        return House.plugins().stream().map(PluginZip::of);
    }

    @ParameterizedTest
    @MethodSource("zips")
    void hasTheLayoutOfAHubArchive(PluginZip plugin) throws IOException {
        assertThat(plugin.topLevel()).containsExactly(plugin.root());
        assertThat(plugin.files())
                .contains(
                        "manifest.json",
                        "assets/headrace.png",
                        "doc/LICENSE",
                        "doc/NOTICE",
                        "doc/README.md",
                        "doc/THIRD-PARTY.txt",
                        "lib/" + plugin.root() + ".jar")
                .anyMatch(file -> file.matches("etc/[a-z0-9-]+\\.json"))
                .allMatch(file -> file.matches("manifest\\.json|(assets|doc|etc|lib)/[^/]+"));
    }

    @ParameterizedTest
    @MethodSource("zips")
    void leavesToTheWorkerWhatTheWorkerBrings(PluginZip plugin) throws IOException {
        assertThat(plugin.jars()).noneMatch(jar -> PROVIDED.matcher(jar).matches());
    }

    @ParameterizedTest
    @MethodSource("zips")
    void shipsTheJarsOnItsListAndNoOthers(PluginZip plugin) throws IOException {
        Golden.assertMatches(plugin.list(), String.join("\n", plugin.jars()) + "\n");
    }

    @ParameterizedTest
    @MethodSource("zips")
    void describesItselfInTheManifest(PluginZip plugin) throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(plugin.read("manifest.json"));

        String owner = manifest.at("/owner/username").asText();
        assertThat(owner).matches("[a-z0-9_]{2,255}");
        assertThat(plugin.root())
                .isEqualTo(owner + "-" + manifest.get("name").asText() + "-"
                        + manifest.get("version").asText());
        assertThat(manifest.get("title").asText()).startsWith("Headrace ");
        assertThat(manifest.get("description").asText()).hasSizeGreaterThan(60).endsWith(".");
        assertThat(manifest.at("/owner/type").asText()).isIn("organization", "user");
        assertThat(manifest.at("/license/0/name").asText()).isEqualTo("Apache-2.0");
        assertThat(LocalDate.parse(manifest.get("release_date").asText())).isAfter(LocalDate.of(2026, 1, 1));
        assertThat(texts(manifest.get("component_types"))).hasSize(1).isSubsetOf("sink", "source");
        assertThat(texts(manifest.at("/features/delivery_guarantee")))
                .isNotEmpty()
                .isSubsetOf("exactly_once", "at_least_once", "at_most_once");
        assertThat(texts(manifest.at("/features/supported_encodings"))).containsExactly("any");
        assertThat(texts(manifest.get("tags"))).isNotEmpty();
        assertThat(texts(manifest.get("requirements"))).isNotEmpty();
        for (String logo : List.of("/logo", "/owner/logo", "/support/logo")) {
            assertThat(plugin.files()).contains(manifest.at(logo).asText());
        }
        for (String url : List.of("/owner/url", "/support/url", "/documentation_url", "/license/0/url")) {
            assertThat(manifest.at(url).asText()).startsWith("https://");
        }
        assertThat(new String(plugin.read("manifest.json"), UTF_8))
                .as("every placeholder is filled in")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("zips")
    void isFoundThroughItsServiceManifest(PluginZip plugin, @TempDir Path unpacked) throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(plugin.read("manifest.json"));
        boolean sink = texts(manifest.get("component_types")).contains("sink");
        Class<? extends Connector> kind = sink ? SinkConnector.class : SourceConnector.class;
        try (URLClassLoader loader = plugin.unpackAndLoad(unpacked)) {
            assertThat(ServiceLoader.load(kind, loader))
                    .filteredOn(connector -> connector.getClass().getName().startsWith("io.headrace."))
                    .isNotEmpty()
                    .allSatisfy(connector -> {
                        assertThat(connector.getClass().getClassLoader()).isEqualTo(loader);
                        assertThat(connector.version())
                                .isEqualTo(manifest.get("version").asText());
                        assertThat(connector.taskClass().getClassLoader()).isEqualTo(loader);
                        assertThat(connector.config().names()).isNotEmpty();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("zips")
    void bringsExamplesThatItAccepts(PluginZip plugin, @TempDir Path unpacked) throws Exception {
        List<String> examples =
                plugin.files().stream().filter(file -> file.startsWith("etc/")).toList();
        assertThat(examples).isNotEmpty();
        Path etc = Files.createDirectories(unpacked.resolve("etc"));
        for (String example : examples) {
            Files.write(etc.resolve(example.substring("etc/".length())), plugin.read(example));
        }
        Path anyFile = Files.createFile(unpacked.resolve("ca.pem"));
        try (URLClassLoader loader = plugin.unpackAndLoad(unpacked)) {
            for (String example : examples) {
                if (!example.endsWith(".json")) {
                    continue;
                }
                Map<String, String> config = strings(
                        new ObjectMapper().readTree(plugin.read(example)).get("config"));
                config.put("name", "example");
                config.put("validate.connect", "false");
                // Files of the worker that the example names: any file stands for a certificate, and declarations come
                // with the plugin.
                config.computeIfPresent("ssl.ca.path", (key, path) -> anyFile.toString());
                config.computeIfPresent(
                        "http.manifest.file",
                        (key, path) -> path.replace("/etc/headrace/", etc.toString() + File.separator));
                config.replaceAll((key, value) -> value.startsWith("${file:") ? "c2VjcmV0" : value);
                Connector connector = (Connector) loader.loadClass(config.get("connector.class"))
                        .getConstructor()
                        .newInstance();
                assertThat(connector.validate(config).configValues())
                        .as(example)
                        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
            }
        }
    }

    @Test
    void everyExampleForAnApiIsShippedWithItsDeclaration() throws IOException {
        try (Stream<Path> files = Files.list(House.ROOT.resolve("config-examples/http"))) {
            List<String> shipped =
                    PluginZip.of(House.ROOT.resolve("source-http")).files();
            assertThat(files.map(file -> "etc/" + file.getFileName()))
                    .isNotEmpty()
                    .isSubsetOf(shipped);
        }
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new HashMap<>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
