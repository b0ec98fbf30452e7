package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {

    private static final List<String> OURS =
            List.of("url", "username", "password", "flush.interval.ms", "flush.rows", "write.mode", "topic.to.table");

    private static final Settings SETTINGS = Settings.of(OURS.stream()
                    .map(key -> Setting.string(key).defaultsTo("").build())
                    .toArray(Setting<?>[]::new))
            .passthrough("kafka.", "Kafka", "Kafka.");

    @ParameterizedTest
    @CsvSource({
        "flush.intervall.ms, flush.interval.ms",
        "flush_interval_ms, flush.interval.ms",
        "flushIntervalMs, flush.interval.ms",
        "flush.interval, flush.interval.ms",
        "flush.whatever.it.takes, flush.interval.ms",
        "user.name, username",
        "usrename, username",
        "pasword, password",
        "write.modes, write.mode",
        "topic.to.tables, topic.to.table",
        "task.max, tasks.max",
        "topic.regex, topic.to.table",
        "URL, url",
    })
    void namesTheNearestKey(String given, String nearest) {
        assertThat(UnknownKeys.of(SETTINGS, Set.of(given)))
                .isEqualTo(Map.of(
                        given,
                        "there is no such setting; the nearest is " + nearest + ". Rename the key or remove it."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "connector.class",
                "tasks.max",
                "topics",
                "topics.regex",
                "key.converter",
                "value.converter.schema.registry.url",
                "header.converter",
                "transforms",
                "transforms.route.regex",
                "predicates.isTombstone.type",
                "errors.deadletterqueue.topic.name",
                "consumer.override.isolation.level",
                "producer.override.acks",
                "admin.override.client.id",
                "config.action.reload",
                "exactly.once.support",
                "transaction.boundary.interval.ms",
                "offsets.storage.topic",
                "topic.creation.default.partitions",
                "kafka.bootstrap.servers",
                "task.class",
                "confluent.topic.replication.factor",
                "io.example.metrics.enabled",
                "owner"
            })
    void letsTheKeysOfOthersPass(String given) {
        assertThat(UnknownKeys.of(SETTINGS, Set.of(given))).isEmpty();
    }

    @Test
    void letsEveryKeyOfTheConnectRuntimePass() {
        Set<String> runtime = new TreeSet<>(SinkConnectorConfig.configDef().names());
        runtime.addAll(SourceConnectorConfig.configDef().names());

        assertThat(runtime).contains("tasks.max", "topics", "exactly.once.support", "errors.tolerance");
        assertThat(UnknownKeys.of(SETTINGS, runtime)).isEmpty();
    }

    @Property
    void catchesEverySlipOfOneLetter(@ForAll("slips") String slip) {
        assertThat(UnknownKeys.of(SETTINGS, Set.of(slip))).containsOnlyKeys(slip);
    }

    @Provide
    Arbitrary<String> slips() {
        Arbitrary<String> keys = Arbitraries.of("username", "password", "flush.interval.ms", "write.mode");
        return keys.flatMap(key -> Arbitraries.integers()
                        .between(1, key.length() - 1)
                        .flatMap(at -> Arbitraries.of(
                                key.substring(0, at) + key.substring(at + 1),
                                key.substring(0, at) + "x" + key.substring(at),
                                key.substring(0, at - 1)
                                        + key.charAt(at)
                                        + key.charAt(at - 1)
                                        + key.substring(at + 1))))
                .filter(slip -> !OURS.contains(slip));
    }

    @Property
    void theDistanceIsAMetricOnSmallSlips(
            @ForAll @AlphaChars @StringLength(max = 12) String a,
            @ForAll @AlphaChars @StringLength(max = 12) String b) {
        int distance = EditDistance.between(a, b);

        assertThat(distance)
                .isEqualTo(EditDistance.between(b, a))
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        assertThat(distance == 0).isEqualTo(a.equals(b));
    }

    @Test
    void measuresWhatPeopleMistype() {
        assertThat(EditDistance.between("url", "ulr")).isEqualTo(1);
        assertThat(EditDistance.between("url", "ur")).isEqualTo(1);
        assertThat(EditDistance.between("url", "uri")).isEqualTo(1);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("", "abc")).isEqualTo(3);
    }
}
