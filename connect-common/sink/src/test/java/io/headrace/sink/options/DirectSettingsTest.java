package io.headrace.sink.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.sink.direct.DirectOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectSettingsTest {

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private static List<String> problems(String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of("consumer.override.isolation.level", "read_committed"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        Problems problems = SinkSettings.all().problems(properties);
        SinkOptionsParser.check(properties, problems, true);
        return problems.messages();
    }

    @Test
    void aFormatNeedsBytesAndARegistry() {
        assertThat(problems("value.format", "avro"))
                .containsExactlyInAnyOrder(
                        "value.format: It needs bytes, not what a converter made of them. Add 'value.converter': '"
                                + BYTES + "'.",
                        "schema.registry.url: It is missing, and avro needs it. Set it to the registry's URL, such as https://registry.example.com.");
        assertThat(problems(
                        "key.format",
                        "avro",
                        "key.converter",
                        BYTES,
                        "schema.registry.url",
                        "https://registry.example.com"))
                .isEmpty();
        assertThat(problems("value.converter", BYTES)).isEmpty();
    }

    @Test
    void thePasswordIsNeverShown() {
        Values values = SinkSettings.all()
                .parse(Map.of(
                        "value.format", "avro",
                        "schema.registry.url", "https://registry.example.com",
                        "schema.registry.username", "me",
                        "schema.registry.password", "canary-7c1e"));
        DirectOptions options = DirectSettings.parse(values);
        assertThat(options.registry())
                .hasValueSatisfying(registry -> assertThat(registry.username()).contains("me"));
        assertThat(values + " " + options).doesNotContain("canary");
    }
}
