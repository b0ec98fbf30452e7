package io.headrace.benchmarks.chaos;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far each sink is durable, by what it commits to its group: never more than what is in the target, and a second late. The groups are asked again and again
 * in the background, so that nobody waits while the broker is away.
 */
final class Watch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Admin admin;
    private final Collection<String> sinks;
    private final TaskExecutor rounds = new SingleThreadExecutor("chaos-watch");
    private volatile Map<String, Map<Integer, Long>> durable = Map.of();

    Watch(Admin admin, Collection<String> sinks) {
        this.admin = admin;
        this.sinks = sinks;
    }

    void start() {
        rounds.schedule(this::look, PAUSE);
    }

    /** {@return the records that the sink has made durable} */
    long durable(String sink) {
        return positions(sink).values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return whether each of the sinks is durable up to these offsets} */
    boolean isBeyond(Collection<String> those, Map<Integer, Long> offsets) {
        return those.stream()
                .allMatch(sink -> offsets.entrySet().stream()
                        .allMatch(end -> positions(sink).getOrDefault(end.getKey(), 0L) >= end.getValue()));
    }

    private Map<Integer, Long> positions(String sink) {
        return durable.getOrDefault(sink, Map.of());
    }

    private void look() {
        try {
            Map<String, Map<TopicPartition, OffsetAndMetadata>> found = admin.listConsumerGroupOffsets(sinks.stream()
                            .collect(Collectors.toMap(Watch::group, sink -> new ListConsumerGroupOffsetsSpec())))
                    .all()
                    .get();
            Map<String, Map<Integer, Long>> seen = new HashMap<>();
            sinks.forEach(sink -> seen.put(sink, byPartition(found.getOrDefault(group(sink), Map.of()))));
            durable = seen;
        } catch (ExecutionException brokerIsAway) {
            // What was seen last stays.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        rounds.schedule(this::look, PAUSE);
    }

    static String group(String sink) {
        return "connect-" + sink;
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<Integer, Long> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    @Override
    public void close() {
        rounds.shutdown(Duration.ofSeconds(1));
    }
}
