package io.headrace.cli.stack;

import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.ConnectorStatus;
import io.headrace.runtime.RestException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What can be seen of the connectors that run: their states, and how far each sink's group is behind its topics. */
public final class Pipeline implements AutoCloseable {

    private static final long FEW = 16;
    private static final int LOOKS = 10;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final ConnectClient connect;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> reader;

    public Pipeline(ConnectClient connect, String bootstrapServers) {
        this.connect = connect;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.reader = new KafkaConsumer<>(
                // A fetch at the end of a topic must be over before the next look, or that one sees nothing.
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        Long.toString(LOOK.toMillis() / 4)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * One connector at one moment.
     *
     * @param sink whether it is one; unless known otherwise
     * @param state Connect's word, FAILED when a task has failed, or UNREACHABLE when the worker does not answer
     * @param records sinks: records durable in the target; sources: 0
     * @param lag sinks: records in Kafka that are not durable yet; sources: 0
     * @param trace of what failed, or empty
     */
    public record View(String name, boolean sink, String state, long records, long lag, String trace) {
        private static View unseen(String name, String state) {
            return new View(name, true, state, 0, 0, "");
        }

        public boolean failed() {
            return state.equals("FAILED");
        }
    }

    public List<View> look(List<String> connectors) {
        List<View> views = new ArrayList<>();
        for (String name : connectors) {
            views.add(look(name));
        }
        return views;
    }

    private View look(String name) {
        ConnectorStatus status;
        try {
            status = connect.status(name);
        } catch (RestException e) {
            return View.unseen(name, "STARTING");
        } catch (UncheckedIOException e) {
            // Ctrl-C stops the worker's own REST interface at once.
            return View.unseen(name, "UNREACHABLE");
        }
        Map<TopicPartition, Long> durable = durable(name);
        long lag = behind(durable.keySet(), durable).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long records = durable.values().stream().mapToLong(Long::longValue).sum();
        String trace = status.tasks().stream()
                .map(ConnectorStatus.Task::trace)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(status.trace());
        return new View(name, status.isSink(), status.hasFailed() ? "FAILED" : status.state(), records, lag, trace);
    }

    /** Whether a sink has made durable everything that stands in the topics whose names begin so, and there are any. */
    public boolean drained(String sink, String topicPrefix) {
        return drained(sink, topics(topicPrefix));
    }

    /** Whether a sink has made durable everything that stands in these topics. */
    public boolean drained(String sink, Set<String> topics) {
        Set<TopicPartition> all = partitions(topics);
        return !all.isEmpty() && behind(all, durable(sink)).isEmpty();
    }

    /** Whether a committed record of the topic's first partition holds this text. */
    public boolean holds(String topic, String text) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = ends(Set.of(partition)).getOrDefault(partition, 0L);
        reader.assign(Set.of(partition));
        reader.seek(partition, Math.max(0, end - FEW));
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(LOOK)) {
            if (record.value() != null && new String(record.value(), StandardCharsets.UTF_8).contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Records that are not durable yet, for the partitions that have any. The last offsets of a partition may be transaction markers, which are nobody's lag: a look tells. */
    private Map<TopicPartition, Long> behind(Set<TopicPartition> partitions, Map<TopicPartition, Long> durable) {
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends(partitions).forEach((partition, end) -> {
            long missing = end - durable.getOrDefault(partition, 0L);
            if (missing > 0) {
                behind.put(partition, missing);
            }
        });
        Set<TopicPartition> doubtful = behind.entrySet().stream()
                .filter(entry -> entry.getValue() <= FEW)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!doubtful.isEmpty()) {
            onlyMarkers(doubtful, durable).forEach(behind::remove);
        }
        return behind;
    }

    /** Those partitions in which a reader of committed records comes to the end without meeting a record. */
    private Set<TopicPartition> onlyMarkers(Set<TopicPartition> partitions, Map<TopicPartition, Long> durable) {
        Map<TopicPartition, Long> ends = ends(partitions);
        Set<TopicPartition> open = new HashSet<>(partitions);
        Set<TopicPartition> bare = new HashSet<>();
        reader.assign(partitions);
        partitions.forEach(partition -> reader.seek(partition, durable.getOrDefault(partition, 0L)));
        for (int look = 0; look < LOOKS && !open.isEmpty(); look++) {
            open.removeAll(reader.poll(LOOK).partitions());
            open.stream()
                    .filter(partition -> reader.position(partition) >= ends.getOrDefault(partition, 0L))
                    .forEach(bare::add);
            open.removeAll(bare);
        }
        return bare;
    }

    /** Offsets of the committed records of a topic's first partition that have a value. */
    public Set<Long> offsetsWithValue(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = ends(Set.of(partition)).getOrDefault(partition, 0L);
        Set<Long> offsets = new HashSet<>();
        reader.assign(Set.of(partition));
        reader.seekToBeginning(Set.of(partition));
        while (reader.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(LOOK)) {
                if (record.value() != null) {
                    offsets.add(record.offset());
                }
            }
        }
        return offsets;
    }

    /** Records that stand in these topics. */
    public long records(String topicPrefix) {
        return ends(partitions(topics(topicPrefix))).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Set<String> topics(String prefix) {
        return await(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private Set<TopicPartition> partitions(Set<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> durable(String connector) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets("connect-" + connector).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin.listOffsets(latest).all());
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not answer: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        reader.close();
        admin.close();
    }
}
