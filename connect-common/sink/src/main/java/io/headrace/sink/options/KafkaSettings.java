package io.headrace.sink.options;

import io.headrace.core.config.EditDistance;
import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Utils;

/** The way to the brokers, for what a consumer cannot tell: topic ids, and where partitions begin. */
public final class KafkaSettings {

    static final String PREFIX = "kafka.";

    private static final String GROUP = "Kafka";

    public static final Setting<Optional<String>> BOOTSTRAP = Setting.string(PREFIX + KafkaOptions.SERVERS)
            .check(KafkaSettings::areAddresses, "host:port, with commas between several")
            .optional()
            .group(GROUP)
            .doc(
                    "The brokers that the topics are read from. With it the sink knows a recreated topic by its id, and what compaction took from what retention took, when it opens partitions. Left out, it goes by the records alone. It plays no part in at-least-once delivery.")
            .build();

    private static final Settings ALL = Settings.of(
                    BOOTSTRAP,
                    secret("sasl.jaas.config", "The login module and its options, with the password."),
                    secret("ssl.truststore.password", "The password of the trust store."),
                    secret("ssl.truststore.certificates", "Trusted certificates in PEM."),
                    secret("ssl.keystore.password", "The password of the key store."),
                    secret("ssl.keystore.key", "The client's private key in PEM."),
                    secret("ssl.keystore.certificate.chain", "The client's certificates in PEM."),
                    secret("ssl.key.password", "The password of the client's private key."),
                    secret(
                            "sasl.oauthbearer.client.credentials.client.secret",
                            "The secret of the OAuth client, on workers whose Kafka has this property."),
                    secret(
                            "sasl.oauthbearer.assertion.private.key.passphrase",
                            "The passphrase of the key that signs OAuth assertions, on workers whose Kafka has this property."))
            .passthrough(
                    PREFIX,
                    GROUP,
                    "Any other property of Kafka's admin client, without the prefix handed on as it is: `kafka.security.protocol` for example. Used only together with the brokers' addresses.");

    private KafkaSettings() {}

    static Settings all() {
        return ALL;
    }

    private static Setting<Optional<Secret>> secret(String property, String doc) {
        return Setting.password(PREFIX + property)
                .optional()
                .advanced()
                .group(GROUP)
                .doc(doc)
                .build();
    }

    /** What the admin client gets. */
    public static KafkaOptions parse(Values values) {
        return new KafkaOptions(values.withPrefix(PREFIX));
    }

    static void check(Values values, Problems problems) {
        Set<String> known = AdminClientConfig.configNames();
        KafkaOptions options = parse(values);
        for (String property : options.properties().keySet()) {
            if (!known.contains(property)) {
                problems.add(
                        PREFIX + property,
                        "Kafka's admin client has no such property; the nearest is " + PREFIX + nearest(known, property)
                                + ". Rename the key or remove it.");
            }
        }
        if (!options.properties().isEmpty() && !options.isGiven()) {
            problems.add(
                    BOOTSTRAP,
                    "there are settings under '" + PREFIX
                            + "' but no brokers to use them with. Set it to host:port of a broker, or take the others out.");
        }
    }

    private static String nearest(Set<String> known, String property) {
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> EditDistance.between(candidate, property)))
                .orElse(KafkaOptions.SERVERS);
    }

    private static boolean areAddresses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .allMatch(address -> Utils.getHost(address) != null && Utils.getPort(address) != null);
    }
}
