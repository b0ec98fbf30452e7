package io.headrace.benchmarks.chaos;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends changes at an even pace, those of a key always to the same partition. It waits for as long as the broker is away. */
final class Load implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String topic;
    private final int partitions;
    private final int perTick;
    private final Changes changes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TaskExecutor pace = new SingleThreadExecutor("chaos-load");
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger alterations = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Load(String bootstrapServers, String topic, int partitions, Changes changes, int perSecond) {
        this.topic = topic;
        this.partitions = partitions;
        this.perTick = Math.max(1, (int) (perSecond * TICK.toMillis() / 1_000));
        this.changes = changes;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "5",
                        "max.block.ms", "600000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "600000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        pace.schedule(this::tick, TICK);
    }

    /** The source's table changes with the next row. */
    void alter() {
        alterations.incrementAndGet();
    }

    /** {@return the records that Kafka has} */
    long sent() {
        return sent.get();
    }

    /** {@return the offset after the last record of each partition that Kafka has} */
    Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    /** Sends nothing more, and waits until Kafka has all. */
    void stop() {
        stopped = true;
        pace.shutdown(PATIENCE);
        producer.flush();
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException("Kafka did not take a record; the run says nothing", cause);
        });
    }

    @Override
    public void close() {
        stopped = true;
        pace.shutdown(Duration.ZERO);
        producer.close(Duration.ZERO);
    }

    private void tick() {
        for (int i = alterations.getAndSet(0); i > 0; i--) {
            changes.alter();
        }
        for (int i = 0; i < perTick && !stopped; i++) {
            changes.next().forEach(this::send);
        }
        if (!stopped) {
            pace.schedule(this::tick, TICK);
        }
    }

    private void send(Changes.Change change) {
        int partition = (int) (change.id() % partitions);
        // The callback hears of it in any case.
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, partition, change.key(), change.value()), (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    } else {
                        sent.incrementAndGet();
                        ends.merge(partition, metadata.offset() + 1, Math::max);
                    }
                });
    }
}
