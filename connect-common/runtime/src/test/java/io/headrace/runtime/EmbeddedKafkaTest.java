package io.headrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final TopicPartition TOPIC = new TopicPartition("kept", 0);

    @TempDir
    Path dir;

    @Test
    void keepsDataPortAndClusterOverAStopAndANewStart() throws Exception {
        Path data = dir.resolve("broker");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            String address = kafka.bootstrapServers();
            String identity = Files.readString(data.resolve("meta.properties"));
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                sendCommitted(producer, "before");
                kafka.stop();
                assertThat(kafka.isRunning()).isFalse();
                kafka.start();
                sendCommitted(producer, "after");
            }
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(Files.readString(data.resolve("meta.properties"))).isEqualTo(identity);
            assertThat(committed(kafka)).containsExactly("before", "after");
        }
        try (EmbeddedKafka again = EmbeddedKafka.start(data)) {
            assertThat(committed(again)).containsExactly("before", "after");
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "writer"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void sendCommitted(KafkaProducer<String, String> producer, String value) {
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(TOPIC.topic(), TOPIC.partition(), null, value));
        producer.commitTransaction();
        assertThat(sent).isDone();
    }

    private static List<String> committed(EmbeddedKafka kafka) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            List<String> values = new ArrayList<>();
            Await.until("two records", Duration.ofSeconds(20), () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= 2;
            });
            return values;
        }
    }
}
