package io.headrace.benchmarks.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.contest.Broker;
import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.load.Filler;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code headrace run} of a DuckDB sink over a topic that is full already, in a data directory that knows no connector yet.
 *
 * @param launcher the launcher
 * @param table what the topic holds, as JSON without schemas
 * @param rows how many
 */
public record Start(Path launcher, Table table, long rows) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One start.
     *
     * @param firstRow from the start of the process until a row was visible in DuckDB
     * @param cpu what the process had used of the processors when all rows were durable
     * @param peakRssMb the most memory that the process ever had, in MB; 0 where the system does not tell
     */
    public record Measurement(Duration firstRow, Duration cpu, long peakRssMb) {}

    /** Builds the command line where it is older than its sources. */
    public void prepare(Path directory) {
        new Launcher(launcher).build(Trees.create(directory));
    }

    /**
     * @param directory for all that is written; emptied first
     * @throws IllegalStateException when not every row arrives
     */
    public Measurement measure(Path directory) {
        Trees.delete(directory);
        Trees.create(directory);
        Path file = directory.resolve("warehouse.duckdb");
        fill(directory.resolve("data").resolve("kafka"));
        Path connector = write(directory.resolve("sink.json"), file);
        Instant started = Instant.now();
        try (Launcher.Running run = new Launcher(launcher)
                .start(directory, List.of("run", "--data-dir", "data", "--rest-port", "0", connector.toString()))) {
            Await.until("all rows in " + file, PATIENCE, () -> run.said("\"rows\":" + rows + ","));
            Duration cpu = ProcessMeter.cpu(run.pid());
            long peak = ProcessMeter.peakRssMb(run.pid());
            run.stop();
            return new Measurement(Duration.between(started, firstLoad(file)), cpu, peak);
        }
    }

    private void fill(Path kafka) {
        try (Broker broker = Broker.start(kafka)) {
            broker.create(List.of(table.name()));
            new Filler(broker.bootstrapServers(), Format.JSON, kafka, "").fill(table.name(), table, rows, false);
        }
    }

    private Path write(Path json, Path file) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class", "io.headrace.duckdb.DuckDbSinkConnector",
                "tasks.max", "1",
                "topics", table.name(),
                "url", "duckdb://" + file,
                "flush.interval.ms", "100",
                "consumer.override.isolation.level", "read_committed",
                "value.converter", Format.JSON.converter()));
        Format.JSON.settings("").forEach((key, value) -> config.put("value.converter." + key, value));
        try {
            return Files.writeString(json, JSON.writeValueAsString(Map.of("name", "start", "config", config)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts always make JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + json, e);
        }
    }

    /** When the first load was committed, by the sync log; until then nobody could see a row. */
    private Instant firstLoad(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT epoch_ms(min(finished_at))::bigint, (SELECT count(*) FROM \""
                                + table.name() + "\") FROM _headrace_loads")) {
            found.next();
            if (found.getLong(2) != rows) {
                throw new IllegalStateException(
                        file + " holds " + found.getLong(2) + " rows and not the " + rows + " of the topic");
            }
            return Instant.ofEpochMilli(found.getLong(1));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }
}
