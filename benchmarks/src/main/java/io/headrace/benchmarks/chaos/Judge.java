package io.headrace.benchmarks.chaos;

import io.headrace.benchmarks.chaos.Comparison.Verdict;
import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the whole topic and all targets, and compares them. The workers must have ended. */
final class Judge {

    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;

    Judge(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** {@return the records in dead letters} */
    long deadLetters() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition aside = new TopicPartition(Sink.ASIDE, 0);
            return consumer.endOffsets(List.of(aside)).getOrDefault(aside, 0L);
        }
    }

    /** {@return what must be there, by the records of the topic} */
    Expected expected() {
        Expected expected = new Expected();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Arena.TOPIC).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    expected.add(record.partition(), record.offset(), record.key(), record.value());
                }
            }
        }
        return expected;
    }

    List<Verdict> compare(Expected expected, List<Sink> sinks, EmbeddedPostgres postgres, Path duckDb, Path lake)
            throws SQLException {
        Map<String, String> merged = expected.merged();
        List<Verdict> verdicts = new ArrayList<>();
        for (Sink sink : sinks) {
            Comparison comparison = new Comparison(sink.name(), sink.merges() ? merged : expected.appended());
            String from = sink.target() == Target.PARQUET
                    ? "read_parquet('" + lake.resolve(sink.place()) + "/**/*.parquet', union_by_name = true)"
                    : sink.place();
            try (Connection connection = connect(sink.target(), postgres, duckDb)) {
                if (sink.merges()) {
                    Rows.merged(connection, from, comparison);
                } else {
                    Rows.appended(connection, from, comparison);
                }
            }
            verdicts.add(comparison.verdict());
        }
        return verdicts;
    }

    private static Connection connect(Target target, EmbeddedPostgres postgres, Path duckDb) throws SQLException {
        return switch (target) {
            case POSTGRES -> postgres.connect(Arena.DATABASE);
            case DUCKDB -> DriverManager.getConnection("jdbc:duckdb:" + duckDb);
            case PARQUET -> DriverManager.getConnection("jdbc:duckdb:");
        };
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
