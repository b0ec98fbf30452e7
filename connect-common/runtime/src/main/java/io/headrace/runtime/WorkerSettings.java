package io.headrace.runtime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a Connect worker is started with, in this JVM or in another. A value: each {@code with…} method returns a changed
 * copy.
 *
 * @param bootstrapServers the Kafka cluster
 * @param mode standalone or distributed
 * @param restPort the port of the REST interface on 127.0.0.1
 * @param pluginPath directories whose sub-directories are plugins; read with {@code plugin.discovery=service_load}
 * @param overrides worker settings that go before the ones chosen here
 */
public record WorkerSettings(
        String bootstrapServers, Mode mode, int restPort, List<Path> pluginPath, Map<String, String> overrides) {

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    public WorkerSettings {
        pluginPath = List.copyOf(pluginPath);
        overrides = Map.copyOf(overrides);
    }

    /** Where a worker keeps its connectors and source offsets. */
    public sealed interface Mode {}

    /**
     * One worker by itself. Connectors are forgotten when it stops, and exactly-once sources are not supported.
     *
     * @param offsetsFile the file that holds the source offsets
     */
    public record Standalone(Path offsetsFile) implements Mode {}

    /**
     * A worker that keeps everything in Kafka topics and supports exactly-once sources.
     *
     * @param groupId the workers' group; also the prefix of its three topics
     */
    public record Distributed(String groupId) implements Mode {}

    /** {@return a distributed worker on a free port, without plugins} */
    public static WorkerSettings distributed(String bootstrapServers, String groupId) {
        return new WorkerSettings(bootstrapServers, new Distributed(groupId), LoopbackPort.free(), List.of(), Map.of());
    }

    /** {@return a standalone worker on a free port, without plugins} */
    public static WorkerSettings standalone(String bootstrapServers, Path offsetsFile) {
        return new WorkerSettings(
                bootstrapServers, new Standalone(offsetsFile), LoopbackPort.free(), List.of(), Map.of());
    }

    public WorkerSettings withRestPort(int port) {
        return new WorkerSettings(bootstrapServers, mode, port, pluginPath, overrides);
    }

    public WorkerSettings withPluginPath(List<Path> directories) {
        return new WorkerSettings(bootstrapServers, mode, restPort, directories, overrides);
    }

    /** Sets one worker setting, such as {@code offset.flush.interval.ms}, over the one chosen here. */
    public WorkerSettings with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(overrides);
        more.put(key, value);
        return new WorkerSettings(bootstrapServers, mode, restPort, pluginPath, more);
    }

    /** Converts keys and values with the given converter class, which must be on the class path or a plugin. */
    public WorkerSettings withConverter(String converterClass, Map<String, String> settings) {
        WorkerSettings changed = with("key.converter", converterClass).with("value.converter", converterClass);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            changed = changed.with("key.converter." + setting.getKey(), setting.getValue())
                    .with("value.converter." + setting.getKey(), setting.getValue());
        }
        return changed;
    }

    /**
     * Lets others go on within seconds after a worker was killed, where everything runs on one machine. Kafka's defaults
     * (sessions of 10 and 45 seconds, transactions of a minute) are right elsewhere. The price: an exactly-once source task
     * fails when the broker is away for longer than its open transaction may last, which is 10 seconds here.
     */
    public WorkerSettings withFastFailover() {
        return with("session.timeout.ms", "3000")
                .with("heartbeat.interval.ms", "1000")
                .with("consumer.session.timeout.ms", "3000")
                .with("consumer.heartbeat.interval.ms", "1000")
                .with("producer.transaction.timeout.ms", "10000");
    }

    /** {@return the worker's REST interface} */
    public String restUrl() {
        return "http://127.0.0.1:" + restPort;
    }

    /** {@return the worker's configuration as Kafka Connect reads it} */
    public Map<String, String> toProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("listeners", restUrl());
        if (!pluginPath.isEmpty()) {
            properties.put(
                    "plugin.path", pluginPath.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
        properties.put("plugin.discovery", "service_load");
        properties.put("key.converter", JSON);
        properties.put("value.converter", JSON);
        properties.put("connector.client.config.override.policy", "All");
        if (mode instanceof Distributed distributed) {
            putDistributed(properties, distributed.groupId());
        } else if (mode instanceof Standalone standalone) {
            properties.put(
                    "offset.storage.file.filename", standalone.offsetsFile().toString());
        }
        properties.putAll(overrides);
        return properties;
    }

    private static void putDistributed(Map<String, String> properties, String groupId) {
        properties.put("group.id", groupId);
        properties.put("exactly.once.source.support", "enabled");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        for (String store : List.of("config", "offset", "status")) {
            properties.put(store + ".storage.topic", groupId + "-" + store);
            properties.put(store + ".storage.replication.factor", "1");
        }
        properties.put("offset.storage.partitions", "1");
        properties.put("status.storage.partitions", "1");
    }
}
