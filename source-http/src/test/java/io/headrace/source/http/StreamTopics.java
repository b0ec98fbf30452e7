package io.headrace.source.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.testkit.connector.OffsetHeader;
import io.headrace.testkit.server.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has arrived in the topics of streams, committed, and read once. */
final class StreamTopics implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /**
     * A record that arrived.
     *
     * @param text stream and fields, as {@link DeepShop#text} writes them
     * @param offset the source offset, where {@link OffsetHeader} wrote it
     */
    record Arrived(String stream, int id, int version, String text, String offset) {}

    private final String prefix;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<Arrived>> arrived = new LinkedHashMap<>();

    /** Makes a topic with one partition for each stream. */
    StreamTopics(KafkaServer kafka, String prefix, List<String> streams) throws Exception {
        this.prefix = prefix + ".";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(streams.stream()
                            .map(stream -> new NewTopic(this.prefix + stream, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        consumer = consumer(kafka);
        consumer.assign(streams.stream()
                .map(stream -> new TopicPartition(this.prefix + stream, 0))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        streams.forEach(stream -> arrived.put(stream, new ArrayList<>()));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaServer kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads what came since, up to the end of what is committed now. */
    StreamTopics read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(PATIENCE).forEach(this::take);
        }
        return this;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String stream = record.topic().substring(prefix.length());
        Map<String, Object> fields = JSON.convertValue(payload(record.value()), new TypeReference<>() {});
        fields.values().removeIf(Objects::isNull);
        Header offset = record.headers().lastHeader(OffsetHeader.HEADER);
        of(stream)
                .add(new Arrived(
                        stream,
                        payload(record.key()).path("id").asInt(),
                        (Integer) fields.getOrDefault("version", 0),
                        DeepShop.text(stream, fields),
                        offset == null ? "" : new String(offset.value(), StandardCharsets.UTF_8)));
    }

    private static JsonNode payload(byte[] json) {
        return tree(json).path("payload");
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of a stream, in the order of the topic. */
    List<Arrived> of(String stream) {
        List<Arrived> found = arrived.get(stream);
        if (found == null) {
            throw new IllegalArgumentException("No stream " + stream);
        }
        return found;
    }

    /** The texts of all records of all streams. */
    List<String> texts() {
        return arrived.values().stream()
                .flatMap(List::stream)
                .map(Arrived::text)
                .toList();
    }

    /** What a worker has stored last of each stream's offset, as {@link OffsetHeader} writes it. */
    static Map<String, String> stored(KafkaServer kafka, String topic) {
        Map<String, String> stored = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(PATIENCE)
                        .forEach(record -> stored.put(
                                tree(record.key()).path(1).path("stream").asText(),
                                OffsetHeader.text(JSON.convertValue(tree(record.value()), new TypeReference<>() {}))));
            }
        }
        return stored;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
