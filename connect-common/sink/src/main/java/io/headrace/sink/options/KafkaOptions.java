package io.headrace.sink.options;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to ask the brokers themselves.
 *
 * @param properties an admin client's, secrets among them; empty where the brokers are not asked
 */
public record KafkaOptions(Map<String, String> properties) {

    static final String SERVERS = "bootstrap.servers";

    public KafkaOptions {
        properties = Map.copyOf(properties);
    }

    /** Whether the brokers can be asked. */
    public boolean isGiven() {
        return !servers().isBlank();
    }

    /** The brokers' addresses. */
    public String servers() {
        return properties.getOrDefault(SERVERS, "");
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "KafkaOptions" + new TreeMap<>(properties).keySet();
    }
}
