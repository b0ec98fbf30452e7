package io.headrace.benchmarks.chaos;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sink connector under test.
 *
 * @param name the connector's
 * @param merges whether it keeps the last state of each key, or every record
 * @param place the table or the directory it fills
 * @param config as one would PUT it
 */
record Sink(String name, Target target, boolean merges, String place, Map<String, String> config) {

    /** The topic of all dead letters; it must stay empty. */
    static final String ASIDE = "aside";

    Sink {
        config = Map.copyOf(config);
    }

    /** @param own what only this target has */
    static Sink of(String name, Target target, boolean merges, String place, String topic, Map<String, String> own) {
        Map<String, String> config = new LinkedHashMap<>(own);
        config.put("topics", topic);
        config.put("table.format", place);
        if (target != Target.PARQUET) {
            config.put("write.mode", merges ? "merge" : "append");
        }
        config.put("tasks.max", target == Target.DUCKDB ? "1" : "2");
        config.put("flush.interval.ms", "1000");
        config.put("retry.longest.ms", "2000");
        // While the target is away nobody could change the connector.
        config.put("validate.connect", "false");
        for (String side : new String[] {"key.converter", "value.converter"}) {
            config.put(side, "org.apache.kafka.connect.json.JsonConverter");
            config.put(side + ".schemas.enable", "true");
        }
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", ASIDE);
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        return new Sink(name, target, merges, place, config);
    }

    /** {@return the same with some settings changed} */
    Sink with(Map<String, String> settings) {
        Map<String, String> changed = new LinkedHashMap<>(config);
        changed.putAll(settings);
        return new Sink(name, target, merges, place, changed);
    }
}
