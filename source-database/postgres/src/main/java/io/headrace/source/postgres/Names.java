package io.headrace.source.postgres;

import io.headrace.core.config.Values;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** What things are called: as set, or made from the connector's name. */
record Names(String connector, String topicPrefix, String slot, String publication) {

    private static final int LONGEST = 63;

    static Names of(Values values, Map<String, String> properties) {
        String connector = properties.getOrDefault("name", "postgres");
        String slot = values.get(SourceSettings.SLOT).orElseGet(() -> slotName(connector));
        return new Names(
                connector,
                values.get(SourceSettings.TOPIC_PREFIX).orElse(connector),
                slot,
                values.get(SourceSettings.PUBLICATION).orElse(slot));
    }

    String heartbeatTopic() {
        return DebeziumProperty.HEARTBEAT_TOPIC_PREFIX + "." + topicPrefix;
    }

    String transactionTopic() {
        return topicPrefix + DebeziumProperties.TRANSACTION_TOPIC_SUFFIX;
    }

    /** The source partition that Debezium keeps its offset under. */
    Map<String, String> partition() {
        return Map.of("server", topicPrefix);
    }

    /** Slots have lower-case letters, digits and underscores only. Where that or the length changes the name, a checksum keeps two connectors apart. */
    private static String slotName(String connector) {
        String plain = "headrace_" + connector.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        if (plain.equals("headrace_" + connector) && plain.length() <= LONGEST) {
            return plain;
        }
        CRC32 checksum = new CRC32();
        checksum.update(connector.getBytes(StandardCharsets.UTF_8));
        String suffix = String.format("_%08x", checksum.getValue());
        int room = LONGEST - suffix.length();
        return (plain.length() <= room ? plain : plain.substring(0, room)) + suffix;
    }
}
