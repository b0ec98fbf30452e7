package io.headrace.sink;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.sink.brokers.BrokerCheck;
import io.headrace.sink.buffer.FetchSizes;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.engine.LedgerReset;
import io.headrace.sink.options.KafkaOptions;
import io.headrace.sink.options.KafkaSettings;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.options.SinkOptionsParser;
import io.headrace.sink.options.SinkSettings;
import io.headrace.sink.spi.Destination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** What every sink connector does: hand its configuration to the tasks, check it, and move the ledger when the user moves the offsets. */
public abstract class HeadraceSinkConnector extends SinkConnector {

    static final String TASK_ID = "headrace.task.id";

    private final DestinationFactory factory;
    private final Class<? extends HeadraceSinkTask> task;
    private Map<String, String> properties = Map.of();

    protected HeadraceSinkConnector(DestinationFactory factory, Class<? extends HeadraceSinkTask> task) {
        this.factory = factory;
        this.task = task;
    }

    @Override
    public String version() {
        return Version.of(getClass());
    }

    @Override
    public void start(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        problems(factory, properties).throwIfAny();
    }

    @Override
    public void stop() {
        // Tasks hold all there is to release.
    }

    @Override
    public Class<? extends Task> taskClass() {
        return task;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int id = 0; id < Math.min(maxTasks, factory.maxTasks()); id++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put(TASK_ID, Integer.toString(id));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public ConfigDef config() {
        return settings(factory).toConfigDef();
    }

    @Override
    public Config validate(Map<String, String> properties) {
        Config config = super.validate(properties);
        Problems problems = problems(factory, properties);
        problems.rule(values -> askBrokers(values, properties, problems));
        problems.rule(values -> factory.validate(values, problems));
        return new Config(problems.into(config));
    }

    /**
     * Moves the ledger, so that a stopped connector really goes on where the user says. An empty map, or a partition without an offset, forgets the position.
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        Values values = settings(factory).parse(connectorConfig);
        SinkOptions options = SinkOptionsParser.parse(values, name(connectorConfig), 0);
        if (options.ledger().exactlyOnce()) {
            try (Destination destination = factory.create(values, options.connector(), 0)) {
                LedgerReset.apply(destination, options.ledger().id(), offsets);
            }
        }
        return true;
    }

    static Settings settings(DestinationFactory factory) {
        return SinkSettings.all().plus(factory.settings());
    }

    static Problems problems(DestinationFactory factory, Map<String, String> properties) {
        Problems problems = settings(factory).problems(properties);
        SinkOptionsParser.check(properties, problems, factory.merges());
        FetchSizes.check(properties, MemoryBudget.ofWorker().limit(), problems);
        return problems;
    }

    private static void askBrokers(Values values, Map<String, String> properties, Problems problems) {
        KafkaOptions kafka = KafkaSettings.parse(values);
        if (kafka.isGiven() && values.get(SinkSettings.VALIDATE_CONNECT) && !problems.has(KafkaSettings.BOOTSTRAP)) {
            String topics = properties.getOrDefault("topics", "");
            BrokerCheck.run(
                    kafka,
                    Arrays.stream(topics.split(","))
                            .map(String::strip)
                            .filter(topic -> !topic.isEmpty())
                            .toList(),
                    problems);
        }
    }

    static String name(Map<String, String> properties) {
        return properties.getOrDefault("name", "headrace");
    }
}
