package io.headrace.sink.options;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.sink.direct.DirectOptions;
import io.headrace.sink.direct.DirectOptions.Format;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** How keys and values are read where no converter does it. */
final class DirectSettings {

    private static final String GROUP = "Records";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    static final Setting<Format> VALUE = Setting.oneOf("value.format", Format.class)
            .defaultsTo(Format.CONVERTED)
            .group(GROUP)
            .doc(
                    "What values are. converted: whatever the worker's converter makes of them. avro: Avro framed with the id of a schema in a registry, read straight into rows, several times as fast as a converter does it; value.converter must be the ByteArrayConverter, and transforms cannot look into values. A connector that has loaded already needs ledger.verify=timestamp for the start after the change, because the last record looks like another one.")
            .build();

    static final Setting<Format> KEY = Setting.oneOf("key.format", Format.class)
            .defaultsTo(Format.CONVERTED)
            .group(GROUP)
            .doc("What keys are, as value.format says it of values; key.converter must fit.")
            .build();

    static final Setting<Optional<URI>> REGISTRY_URL = Setting.url("schema.registry.url", "http", "https")
            .group(GROUP)
            .doc(
                    "The registry that has the schemas of key.format=avro and value.format=avro, with Confluent's REST API.")
            .optional()
            .build();

    static final Setting<Optional<String>> REGISTRY_USERNAME = Setting.string("schema.registry.username")
            .group(GROUP)
            .doc("The user to log in to the registry as, where it asks for one.")
            .optional()
            .build();

    static final Setting<Optional<Secret>> REGISTRY_PASSWORD = Setting.password("schema.registry.password")
            .group(GROUP)
            .doc("The password for the registry.")
            .optional()
            .build();

    private DirectSettings() {}

    static Settings all() {
        return Settings.of(VALUE, KEY, REGISTRY_URL, REGISTRY_USERNAME, REGISTRY_PASSWORD);
    }

    static DirectOptions parse(Values values) {
        return new DirectOptions(
                values.get(KEY),
                values.get(VALUE),
                values.get(REGISTRY_URL)
                        .map(url -> new DirectOptions.Registry(
                                url, values.get(REGISTRY_USERNAME), values.get(REGISTRY_PASSWORD))));
    }

    /** @param properties the configuration as Connect has it, for the converters */
    static void check(Values values, Map<String, String> properties, Problems problems) {
        converter(values, KEY, "key.converter", properties, problems);
        converter(values, VALUE, "value.converter", properties, problems);
        boolean avro = values.get(KEY) == Format.AVRO || values.get(VALUE) == Format.AVRO;
        if (avro && values.get(REGISTRY_URL).isEmpty()) {
            problems.add(
                    REGISTRY_URL,
                    "It is missing, and avro needs it. Set it to the registry's URL, such as https://registry.example.com.");
        }
    }

    private static void converter(
            Values values, Setting<Format> format, String key, Map<String, String> properties, Problems problems) {
        if (values.get(format) != Format.CONVERTED && !BYTES.equals(properties.get(key))) {
            problems.add(
                    format, "It needs bytes, not what a converter made of them. Add '" + key + "': '" + BYTES + "'.");
        }
    }
}
