package io.headrace.testkit.connector;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes the numbers from 0 up to {@code count} to {@code topic}, {@code poll.records} at a time, and goes on where its
 * offset says. With an exactly-once worker a committed read of the topic shows each number once and in order, whatever
 * was killed on the way.
 */
@AutoService(SourceConnector.class)
public final class SequenceSource extends SourceConnector {
    private static final ConfigDef CONFIG = new ConfigDef()
            .define("topic", ConfigDef.Type.STRING, Importance.HIGH, "Where the numbers go.")
            .define("count", ConfigDef.Type.LONG, Importance.HIGH, "How many numbers there are.")
            .define("poll.records", ConfigDef.Type.INT, 10, Importance.LOW, "How many numbers each poll returns.")
            .define("poll.pause.ms", ConfigDef.Type.LONG, 0, Importance.LOW, "How long each poll waits first.");

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SequenceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        settings = Map.of();
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public String version() {
        return "1";
    }

    /** The only task. */
    public static final class SequenceTask extends SourceTask {
        private static final Duration IDLE = Duration.ofMillis(100);
        private static final Map<String, String> PARTITION = Map.of("sequence", "numbers");

        private final CountDownLatch stopped = new CountDownLatch(1);
        private String topic = "";
        private long count;
        private int pollRecords;
        private Duration pause = Duration.ZERO;
        private long next;

        @Override
        public void start(Map<String, String> props) {
            AbstractConfig config = new AbstractConfig(CONFIG, props);
            topic = config.getString("topic");
            count = config.getLong("count");
            pollRecords = config.getInt("poll.records");
            pause = Duration.ofMillis(config.getLong("poll.pause.ms"));
            Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
            next = offset == null ? 0 : (Long) Objects.requireNonNull(offset.get("next"));
        }

        @Override
        public @Nullable List<SourceRecord> poll() throws InterruptedException {
            boolean done = next >= count;
            if (stopped.await((done ? IDLE : pause).toMillis(), TimeUnit.MILLISECONDS) || done) {
                return null;
            }
            List<SourceRecord> records = new ArrayList<>();
            while (records.size() < pollRecords && next < count) {
                long number = next++;
                records.add(new SourceRecord(
                        PARTITION, Map.of("next", next), topic, null, null, null, Schema.INT64_SCHEMA, number));
            }
            return records;
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public String version() {
            return "1";
        }
    }
}
