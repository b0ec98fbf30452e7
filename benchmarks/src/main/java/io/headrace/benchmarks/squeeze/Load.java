package io.headrace.benchmarks.squeeze;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends rows to all topics in turn, as fast as the sink makes them durable, and never far ahead of it. */
final class Load implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BYTES_AHEAD = 256L * 1024 * 1024;
    private static final int MOST_PER_TICK = 2_000;

    private final List<String> topics;
    private final List<byte[]> rows;
    private final long rowsAhead;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TaskExecutor pace = new SingleThreadExecutor("squeeze-load");
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile long sent;
    private volatile long durable;
    private volatile boolean stopped;

    /** @param rows sent again and again, each to another topic in each round */
    Load(String bootstrapServers, List<String> topics, List<byte[]> rows) {
        this.topics = topics;
        this.rows = rows;
        long bytes = rows.stream().mapToLong(row -> row.length).sum();
        this.rowsAhead = Math.max(1, BYTES_AHEAD * rows.size() / bytes);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", "20",
                        "batch.size", "65536",
                        "max.request.size", "8388608",
                        "buffer.memory", "134217728"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        pace.schedule(this::tick, TICK);
    }

    /** Says how far the sink is. */
    void durable(long upTo) {
        durable = upTo;
    }

    /** Sends nothing more, and waits until Kafka has all that was sent. Returns how many rows that are. */
    long stop() {
        stopped = true;
        pace.shutdown(PATIENCE);
        producer.flush();
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException("Kafka did not take a row; the run says nothing", cause);
        });
        return sent;
    }

    @Override
    public void close() {
        stopped = true;
        pace.shutdown(Duration.ZERO);
        producer.close(Duration.ZERO);
    }

    private void tick() {
        long next = sent;
        long end = Math.min(next + MOST_PER_TICK, durable + rowsAhead);
        while (next < end && !stopped) {
            send(next++);
            sent = next;
        }
        if (!stopped) {
            pace.schedule(this::tick, TICK);
        }
    }

    /** Rows and topics go round together; the shift per round lets every row come to every topic. */
    private void send(long number) {
        String topic = topics.get((int) (number % topics.size()));
        byte[] row = rows.get((int) ((number + number / topics.size()) % rows.size()));
        // The callback hears of it in any case.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, 0, null, row), (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }
}
