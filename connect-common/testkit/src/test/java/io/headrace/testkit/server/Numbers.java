package io.headrace.testkit.server;

import io.headrace.runtime.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the tests ask of the test kit's connectors. */
final class Numbers {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private Numbers() {}

    /** {@return a source that writes the numbers below {@code count} as plain JSON} */
    static Map<String, String> source(String topic, int count) {
        return config(
                "connector.class",
                "io.headrace.testkit.connector.SequenceSource",
                "topic",
                topic,
                "count",
                Integer.toString(count));
    }

    /** {@return a sink that appends plain JSON values to a file} */
    static Map<String, String> sink(String topic, Path file) {
        return config(
                "connector.class", "io.headrace.testkit.connector.LineSink", "topics", topic, "file", file.toString());
    }

    private static Map<String, String> config(String... pairs) {
        Map<String, String> config = new HashMap<>();
        config.put("tasks.max", "1");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        for (int i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        return config;
    }

    /** {@return the numbers below {@code count} as text, in order} */
    static List<String> below(int count) {
        return LongStream.range(0, count).mapToObj(Long::toString).toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the committed values of the topic's only partition, once there are at least as many as asked for} */
    static List<String> committed(KafkaServer kafka, String topic, int atLeast) {
        try (KafkaConsumer<byte[], String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            Await.until(atLeast + " records in " + topic, DEADLINE, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= atLeast;
            });
            return values;
        }
    }
}
