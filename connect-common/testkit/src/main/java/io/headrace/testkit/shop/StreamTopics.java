package io.headrace.testkit.shop;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.testkit.connector.OffsetHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has arrived in the topics of streams, committed, and read once. */
public final class StreamTopics implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /**
     * A record that arrived.
     *
     * @param text stream and fields, as {@link DeepShop#text} writes them
     * @param offset the source offset, where {@link OffsetHeader} wrote it
     */
    public record Arrived(String stream, int id, int version, String text, String offset) {}

    private final String prefix;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<Arrived>> arrived = new LinkedHashMap<>();

    /**
     * Makes a topic with one partition for each stream.
     *
     * @param prefix what the topics' names begin with, before a dot and the stream
     */
    public StreamTopics(String bootstrapServers, String prefix, List<String> streams) {
        this.prefix = prefix + ".";
        create(
                bootstrapServers,
                streams.stream()
                        .map(stream -> new NewTopic(this.prefix + stream, 1, (short) 1))
                        .toList());
        consumer = consumer(bootstrapServers);
        consumer.assign(streams.stream()
                .map(stream -> new TopicPartition(this.prefix + stream, 0))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        streams.forEach(stream -> arrived.put(stream, new ArrayList<>()));
    }

    private static void create(String bootstrapServers, List<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads what came since, up to the end of what is committed now. Each record of the topics is read once. */
    public StreamTopics read() {
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

    /** {@return the records of each stream, in the order of the topics} */
    public Map<String, List<Arrived>> byStream() {
        return Collections.unmodifiableMap(arrived);
    }

    /** {@return the records of a stream, in the order of the topic} */
    public List<Arrived> of(String stream) {
        List<Arrived> found = arrived.get(stream);
        if (found == null) {
            throw new IllegalArgumentException("No stream " + stream);
        }
        return found;
    }

    /** {@return the texts of all records of all streams} */
    public List<String> texts() {
        return arrived.values().stream()
                .flatMap(List::stream)
                .map(Arrived::text)
                .toList();
    }

    /**
     * {@return what a worker has stored last of the offset of each of a connector's streams, as {@link OffsetHeader} writes it}
     *
     * @param topic the worker's topic of offsets, of one partition
     */
    public static Map<String, String> stored(String bootstrapServers, String topic, String connector) {
        Map<String, String> stored = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(PATIENCE)) {
                    JsonNode key = tree(record.key());
                    if (key.path(0).asText().equals(connector)) {
                        stored.put(
                                key.path(1).path("stream").asText(),
                                OffsetHeader.text(JSON.convertValue(tree(record.value()), new TypeReference<>() {})));
                    }
                }
            }
        }
        return stored;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
