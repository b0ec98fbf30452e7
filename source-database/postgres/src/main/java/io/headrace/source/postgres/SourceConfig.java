package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.tls.TlsSettings;
import java.util.Map;

/** Reads a configuration: each key by itself, then the rules across keys. */
final class SourceConfig {

    private SourceConfig() {}

    static Problems problems(Map<String, String> properties) {
        Problems problems = SourceSettings.ALL.problems(properties);
        problems.rule(values -> DatabaseUrl.check(values.get(SourceSettings.URL), problems));
        problems.rule(
                values -> TlsSettings.check(values, DatabaseUrl.sslMode(values.get(SourceSettings.URL)), problems));
        problems.rule(values -> DebeziumProperties.check(values, problems));
        problems.rule(values -> {
            String connector = properties.getOrDefault("name", "");
            if (values.get(SourceSettings.TOPIC_PREFIX).isEmpty() && !SourceSettings.isTopicPrefix(connector)) {
                problems.add(
                        SourceSettings.TOPIC_PREFIX,
                        "is not set, and the connector's name '" + connector
                                + "' cannot begin a topic's name. It must be "
                                + SourceSettings.TOPIC_PREFIX_ALLOWED + ". Set topic.prefix.");
            }
        });
        return problems;
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming every problem */
    static Values parse(Map<String, String> properties) {
        Problems problems = problems(properties);
        problems.throwIfAny();
        return SourceSettings.ALL.parse(properties);
    }
}
