package io.headrace.benchmarks.load;

import io.headrace.benchmarks.data.Table;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Fills topics.
 *
 * @param bootstrapServers the broker
 * @param format what the records are written in
 * @param avroPlugin the directory of the Avro converter's jars
 * @param registryUrl where schemas go
 */
public record Filler(String bootstrapServers, Format format, Path avroPlugin, String registryUrl) {

    /**
     * Fills a topic of one partition.
     *
     * @param keyed whether records have keys, as those of a changing table have and those of a log have not
     */
    public void fill(String topic, Table table, long rows, boolean keyed) {
        Converter keys = Converters.create(format, true, avroPlugin, registryUrl);
        Converter values = Converters.create(format, false, avroPlugin, registryUrl);
        ConnectRows source = new ConnectRows(table);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings())) {
            for (long row = 0; row < rows; row++) {
                byte[] value = values.fromConnectData(topic, source.valueSchema(), source.value(row));
                byte @Nullable [] key = keyed ? keys.fromConnectData(topic, source.keySchema(), source.key()) : null;
                var unused = producer.send(new ProducerRecord<>(topic, 0, key, value), (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            }
        }
        Optional.ofNullable(failure.get()).ifPresent(error -> {
            throw new IllegalStateException("Cannot fill the topic " + topic, error);
        });
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L * 1024 * 1024);
    }
}
