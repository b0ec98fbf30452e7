package io.headrace.benchmarks.contest;

import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.load.Filler;
import io.headrace.benchmarks.load.Format;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.TestRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all contenders share: the broker, the registry, the topics, and the settings of their workers. Heap and collector are those of
 * Kafka's own {@code connect-distributed.sh}.
 */
public final class Stand implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=4",
            "-XX:-UseSerialGC",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-Xms256m",
            "-Xmx2g");

    /** What every connector is given, unless its own documentation has it otherwise. */
    private static final Map<String, String> CONSUMER = Map.of(
            "consumer.override.max.poll.records", "1000",
            "consumer.override.max.partition.fetch.bytes", "8388608",
            "consumer.override.isolation.level", "read_committed");

    /** The producers' batches where HTTP is measured: with Kafka's 16 KB, one under way at a time, the broker would be asked for each dozen records. */
    public static final String BATCH_BYTES = "262144";

    private final Path directory;
    private final Format format;
    private final Broker broker;
    private final @Nullable TestRegistry registry;

    private Stand(Path directory, Format format) {
        this.directory = directory;
        this.format = format;
        Trees.delete(directory);
        Trees.create(directory);
        this.broker = Broker.start(directory.resolve("kafka"));
        this.registry = format == Format.AVRO ? TestRegistry.start(directory) : null;
        if (format == Format.AVRO) {
            PluginDirs.in(converters()).avroConverter();
        }
    }

    /** @param directory for all that is written; emptied first */
    public static Stand start(Path directory, Format format) {
        return new Stand(directory, format);
    }

    public Broker broker() {
        return broker;
    }

    public Path directory() {
        return directory;
    }

    public Format format() {
        return format;
    }

    /** {@return a topic that holds the first rows of a table; its name ends in the table's after a dot} */
    public String fill(String prefix, Table table, long rows, boolean keyed) {
        String topic = prefix + "." + table.name();
        broker.create(List.of(topic));
        new Filler(broker.bootstrapServers(), format, converters().resolve("avro-converter"), registryUrl())
                .fill(topic, table, rows, keyed);
        return topic;
    }

    /** {@return the worker of one measurement} */
    public WorkerSettings worker(String name, Path plugins) {
        List<Path> pluginPath = new ArrayList<>(List.of(plugins));
        if (format == Format.AVRO) {
            pluginPath.add(converters());
        }
        return WorkerSettings.standalone(broker.bootstrapServers(), directory.resolve(name + ".offsets"))
                .withPluginPath(pluginPath)
                .withConverter(format.converter(), format.settings(registryUrl()))
                .with("offset.flush.interval.ms", "200");
    }

    /** {@return the options of every worker's JVM} */
    public static List<String> jvm() {
        return JVM;
    }

    static Map<String, String> consumer() {
        return CONSUMER;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        broker.close();
        Trees.delete(directory);
    }

    private Path converters() {
        return directory.resolve("converters");
    }

    private String registryUrl() {
        return registry == null ? "" : registry.url();
    }
}
