package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are configurations that work, but for the server they name. */
class ExamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"source-postgres.json", "source-postgres-local.json"})
    void theExampleIsValid(String file) throws Exception {
        Path examples = Path.of(System.getProperty("basedir", "."), "..", "..", "config-examples");
        JsonNode example = new ObjectMapper().readTree(examples.resolve(file).toFile());
        Map<String, String> config = new HashMap<>();
        example.get("config")
                .properties()
                .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
        config.put("name", example.get("name").asText());
        config.put("validate.connect", "false");
        assertThat(new PostgresSourceConnector().validate(config).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    }
}
