package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples for APIs, with nothing changed but addresses, paths and secrets. */
class HttpExamplesTest {

    private static final Path HOME = Path.of(System.getProperty("basedir", ""), "..", "config-examples", "http");

    private final MockApi api = MockApi.start();

    @AfterEach
    void end() {
        api.close();
    }

    private Map<String, String> example(String name) throws IOException {
        api.post("/oauth/token", call -> Reply.json(200, Map.of("access_token", "t", "expires_in", 3600)));
        api.get("/v1/orders", call -> Reply.json(200, Map.of("data", List.of(order()))));
        api.get("/v1/orders/7/items", call -> Reply.json(200, Map.of("data", List.of(Map.of("id", 1)))));
        api.get("/products", call -> Reply.json(200, Map.of("items", List.of(Map.of("sku", "a1")))));
        api.get("/regions", call -> Reply.json(200, List.of(Map.of("code", "eu"))));
        api.get("/repos/apache/kafka/issues", call -> Reply.json(200, List.of()));
        api.get("/repos/apache/kafka/issues/comments", call -> Reply.json(200, List.of()));
        JsonNode json = new ObjectMapper().readTree(Files.readString(HOME.resolve(name + ".json")));
        Map<String, String> config = new HashMap<>();
        config.put("name", json.path("name").asText());
        json.path("config")
                .properties()
                .forEach(entry -> config.put(
                        entry.getKey(),
                        entry.getValue()
                                .asText()
                                .replaceAll("https://api\\.(shop\\.example|partner\\.example|github\\.com)", api.url())
                                .replace(
                                        "/etc/headrace/github.yaml",
                                        HOME.resolve("github.yaml").toString())
                                .replaceAll("\\$\\{file:.*}", "secret")));
        return config;
    }

    private static Map<String, Object> order() {
        return Map.of("id", 7, "updated_at", "2024-05-06T07:08:09Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "pages", "github"})
    void itIsValidAgainstAnApiThatAnswers(String name) throws Exception {
        assertThat(new HttpSourceConnector().validate(example(name)).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "pages", "github"})
    void itHoldsNoSecret(String name) throws Exception {
        assertThat(Files.readString(HOME.resolve(name + ".json"))).contains("${file:/etc/headrace/secrets.properties:");
    }

    @Test
    void ordersAndTheirItemsArrive() throws Exception {
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), example("orders"), new Offsets())) {
            assertThat(run.readAll()).extracting(SourceRecord::topic).contains("shop.orders", "shop.items");
        }
    }
}
