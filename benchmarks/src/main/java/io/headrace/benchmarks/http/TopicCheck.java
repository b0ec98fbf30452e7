package io.headrace.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares a topic with what the API has.
 *
 * @param bootstrapServers the broker
 * @param whole whether all of every value is compared, and not only that every charge is there once
 */
record TopicCheck(String bootstrapServers, boolean whole) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String ID = "\"id\":\"";
    private static final int ID_LENGTH = Charges.id(0).length();

    /** @throws IllegalStateException when a charge is missing, another one, or there twice */
    void check(String topic, long rows) {
        Charges charges = new Charges();
        BitSet seen = new BitSet();
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "fetch.max.bytes",
                16 << 20,
                "max.partition.fetch.bytes",
                16 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(LOOK).forEach(record -> take(record.value(), charges, seen));
            }
            if (end != rows) {
                throw new IllegalStateException(topic + " has " + end + " records, and not " + rows);
            }
        }
        if (seen.nextClearBit(0) != rows) {
            throw new IllegalStateException(topic + " lacks " + Charges.id(seen.nextClearBit(0)));
        }
    }

    private void take(byte[] value, Charges charges, BitSet seen) {
        long number;
        if (whole) {
            JsonNode tree = parse(value);
            number = Charges.number(tree.path("id").asText());
            if (!tree.equals(charges.tree(number))) {
                throw new IllegalStateException("A record is not as the API has it: " + tree);
            }
        } else {
            String text = new String(value, StandardCharsets.US_ASCII);
            int at = text.indexOf(ID) + ID.length();
            number = Charges.number(text.substring(at, at + ID_LENGTH));
        }
        if (seen.get((int) number)) {
            throw new IllegalStateException(Charges.id(number) + " is there twice");
        }
        seen.set((int) number);
    }

    private static JsonNode parse(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("A record is no JSON: " + new String(value, StandardCharsets.UTF_8), e);
        }
    }
}
