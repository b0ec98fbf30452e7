package io.headrace.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long {@code headrace run} takes from the start of its process to the first rows in DuckDB, over a topic that is full already, and how much memory. No part of the gate: {@code make measure-start}.
 */
class StartMeasurement {

    private static final int RECORDS = 100_000;
    private static final int ROUNDS = Integer.getInteger("headrace.measure.rounds", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String SINK = """
            {"name": "start", "config": {"connector.class": "io.headrace.duckdb.DuckDbSinkConnector", "tasks.max": "1", "topics": "events",
             "url": "duckdb://%s", "flush.interval.ms": "100", "consumer.override.isolation.level": "read_committed",
             "key.converter": "org.apache.kafka.connect.storage.StringConverter",
             "value.converter": "org.apache.kafka.connect.json.JsonConverter", "value.converter.schemas.enable": "false"}}
            """;

    @TempDir
    private Path directory;

    @Test
    void fromProcessStartToFirstRow() throws IOException, SQLException {
        StringBuilder report = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            report.append(measure(Files.createDirectory(directory.resolve("round" + round))));
        }
        Files.writeString(Path.of(System.getProperty("basedir", ""), "target", "start.txt"), report);
    }

    private static String measure(Path home) throws IOException, SQLException {
        Path warehouse = home.resolve("warehouse.duckdb");
        Path sink = Files.writeString(home.resolve("sink.json"), SINK.formatted(warehouse));
        fill(home.resolve("data/kafka"));
        Instant started = Instant.now();
        try (CliProcess run = CliProcess.start(
                home, Map.of(), List.of("run", "--data-dir", "data", "--rest-port", "0", sink.toString()))) {
            Await.until(
                    "all rows",
                    PATIENCE,
                    () -> run.output().stream().anyMatch(line -> line.contains("\"lag\":0,\"last_flush\":\"")));
            String memory = peak(run.pid());
            int code = run.interrupt();
            assertThat(code).isEqualTo(130);
            return String.format(
                    Locale.ROOT,
                    "RESULT name=start first_row_seconds=%.1f all_rows=%d peak_memory=%s%n",
                    Duration.between(started, firstLoad(warehouse)).toMillis() / 1000.0,
                    RECORDS,
                    memory);
        }
    }

    private static void fill(Path kafka) {
        try (EmbeddedKafka broker = EmbeddedKafka.start(kafka);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            List<Future<RecordMetadata>> sent = IntStream.range(0, RECORDS)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(
                            "events", "k" + i, "{\"id\": " + i + ", \"kind\": \"click\", \"weight\": 1.5}")))
                    .toList();
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    /** When the first load was committed, by the sync log. */
    private static Instant firstLoad(Path warehouse) throws SQLException {
        try (Connection copies = DriverManager.getConnection("jdbc:duckdb:" + warehouse);
                ResultSet first = copies.createStatement()
                        .executeQuery("SELECT epoch_ms(min(finished_at))::bigint FROM _headrace_loads")) {
            first.next();
            return Instant.ofEpochMilli(first.getLong(1));
        }
    }

    /** The most memory that the process ever had, as Linux counts it. */
    private static String peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + "MB")
                .findFirst()
                .orElse("unknown");
    }
}
