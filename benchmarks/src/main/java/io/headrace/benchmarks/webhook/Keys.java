package io.headrace.benchmarks.webhook;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The events that a topic has, by its records' keys.
 *
 * @param events their numbers
 * @param repeated records whose event had come before
 */
record Keys(BitSet events, long repeated) {
    private static final Duration LOOK = Duration.ofMillis(500);

    static Keys of(String bootstrapServers, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "max.poll.records",
                10_000,
                "max.partition.fetch.bytes",
                16 << 20);
        BitSet seen = new BitSet();
        long records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(LOOK)) {
                    records++;
                    seen.set(Math.toIntExact(Events.number(record.key())));
                }
            }
        }
        return new Keys(seen, records - seen.cardinality());
    }

    /** {@return how many of these events the topic lacks} */
    long missing(BitSet acknowledged) {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(events);
        return missing.cardinality();
    }
}
