package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Hands each poll to a second thread, which writes it while the next poll is fetched and converted. */
public final class LimitTask extends SinkTask {
    private @Nullable LimitLoader loader;

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> config) {
        List<Column> columns = columns(get(config, LimitConnector.COLUMNS));
        try {
            loader = new LimitLoader(
                    open(config, columns), columns, Integer.parseInt(get(config, LimitConnector.COMMIT_ROWS)));
        } catch (SQLException e) {
            throw new ConnectException("Cannot open the target", e);
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (!records.isEmpty()) {
            Objects.requireNonNull(loader).load(List.copyOf(records));
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        return Objects.requireNonNull(loader).durable();
    }

    @Override
    public void stop() {
        if (loader != null) {
            loader.close();
        }
    }

    private static BulkTarget open(Map<String, String> config, List<Column> columns) throws SQLException {
        String url = get(config, LimitConnector.URL);
        String table = get(config, LimitConnector.TABLE);
        String user = get(config, LimitConnector.USER);
        List<String> key = Arrays.asList(get(config, LimitConnector.KEY).split(","));
        String target = get(config, LimitConnector.TARGET);
        return switch (target) {
            case "postgres" -> PostgresCopy.append(url, user, table, columns);
            case "postgres-merge" -> PostgresCopy.merge(url, user, table, columns, key);
            case "duckdb" -> new DuckDbAppend(url, table, columns);
            case "parquet" -> new ParquetFiles(Path.of(url), columns);
            default -> throw new ConnectException("There is no limit for " + target);
        };
    }

    /** {@return columns as {@link LimitConnector#COLUMNS} has them} */
    private static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        for (String column : text.split(",")) {
            String[] parts = column.split(":");
            columns.add(new Column(parts[0], Kind.valueOf(parts[1]), true));
        }
        return columns;
    }

    private static String get(Map<String, String> config, String key) {
        return Objects.requireNonNull(config.get(key), key);
    }
}
