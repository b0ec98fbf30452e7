package io.headrace.benchmarks.limit;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** The connector of {@link LimitTask}; always one task. */
@AutoService(SinkConnector.class)
public final class LimitConnector extends SinkConnector {
    /** What is written: {@code postgres}, {@code postgres-merge}, {@code duckdb} or {@code parquet}. */
    public static final String TARGET = "limit.target";

    /** The JDBC URL of the database, or the directory of the files. */
    public static final String URL = "limit.url";

    public static final String USER = "limit.user";
    public static final String TABLE = "limit.table";

    /** The columns as {@code name:kind}, with commas between them. */
    public static final String COLUMNS = "limit.columns";

    /** The columns of the key when merging, with commas between them. */
    public static final String KEY = "limit.key";

    /** After how many rows a transaction or a file ends; it ends after a second in any case. */
    public static final String COMMIT_ROWS = "limit.commit.rows";

    private Map<String, String> config = Map.of();

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> properties) {
        config = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LimitTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(config);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }
}
