package io.headrace.sink.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

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
    void everySecretOfTheAdminClientIsASecretHere() {
        List<String> secrets = AdminClientConfig.configDef().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> "kafka." + key.name)
                .toList();
        assertThat(secrets)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(SinkSettings.all().find(key))
                        .hasValueSatisfying(
                                setting -> assertThat(setting.isSecret()).isTrue()));
    }

    @Test
    void propertiesAreHandedOnAndNeverShown() {
        Values values = SinkSettings.all()
                .parse(Map.of(
                        "kafka.bootstrap.servers", "a:9092,b:9092",
                        "kafka.security.protocol", "SASL_SSL",
                        "kafka.sasl.jaas.config", "password=canary-7c1e"));
        KafkaOptions options = SinkOptionsParser.parse(values, "sink", 0).kafka();
        assertThat(options.properties())
                .containsOnly(
                        Map.entry("bootstrap.servers", "a:9092,b:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "password=canary-7c1e"));
        assertThat(values + " " + options + " " + SinkOptionsParser.parse(values, "sink", 0))
                .doesNotContain("canary");
    }

    @Test
    void mistakesAreSaid() {
        assertThat(problems("kafka.bootstrap.servers", "a:9092, [::1]:9092", "kafka.client.id", "x"))
                .isEmpty();
        assertThat(problems("kafka.bootstrap.servers", "broker"))
                .containsExactly(
                        "kafka.bootstrap.servers: 'broker' is not allowed; it must be host:port, with commas between several. Set it to such a value or leave it out.");
        assertThat(problems("kafka.security.protocol", "SSL"))
                .containsExactly(
                        "kafka.bootstrap.servers: there are settings under 'kafka.' but no brokers to use them with. Set it to host:port of a broker, or take the others out.");
        assertThat(problems("kafka.bootstrap.servers", "a:9092", "kafka.sasl.jas.config", "canary-7c1e"))
                .containsExactly(
                        "kafka.sasl.jas.config: Kafka's admin client has no such property; the nearest is kafka.sasl.jaas.config. Rename the key or remove it.");
    }
}
