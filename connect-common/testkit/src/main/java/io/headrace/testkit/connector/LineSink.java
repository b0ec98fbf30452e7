package io.headrace.testkit.connector;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Appends the value of each record as one line to {@code file}; at least once. */
@AutoService(SinkConnector.class)
public final class LineSink extends SinkConnector {
    private static final ConfigDef CONFIG =
            new ConfigDef().define("file", ConfigDef.Type.STRING, Importance.HIGH, "Where the lines go.");

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LineTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, settings);
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
    public String version() {
        return "1";
    }

    /** Writes what it is given before it returns. */
    public static final class LineTask extends SinkTask {
        private Path file = Path.of("");

        @Override
        public void start(Map<String, String> props) {
            file = Path.of(new AbstractConfig(CONFIG, props).getString("file"));
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            List<String> lines = records.stream()
                    .map(record -> String.valueOf(record.value()))
                    .toList();
            try {
                Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new ConnectException("Cannot write to " + file, e);
            }
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
