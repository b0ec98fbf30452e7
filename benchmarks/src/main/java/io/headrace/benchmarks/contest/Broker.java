package io.headrace.benchmarks.contest;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.LoopbackPort;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The broker that all read from, in this JVM, and what it knows about its readers. */
public final class Broker implements AutoCloseable {
    private static final String LARGEST_BYTES = "8388608";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EmbeddedKafka kafka;
    private final Admin admin;

    private Broker(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    public static Broker start(Path directory) {
        return new Broker(EmbeddedKafka.start(directory, LoopbackPort.free(), Map.of()));
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Makes topics of one partition each, so that every sink has one task and one order. */
    public void create(Collection<String> topics) {
        try {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1)
                                    .configs(Map.of("max.message.bytes", LARGEST_BYTES)))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create topics", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** {@return how many bytes of a topic consumers have fetched} */
    long fetchedBytes(String topic) {
        try {
            ObjectName meter =
                    new ObjectName("kafka.server:type=BrokerTopicMetrics,name=BytesOutPerSec,topic=" + topic);
            return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(meter, "Count");
        } catch (InstanceNotFoundException nobodyYet) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("Cannot read the broker's meter of " + topic, e);
        }
    }

    /** {@return the position that a sink's group has committed for the first partition, or 0} */
    public long committed(String connector, String topic) {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group(connector))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read the offsets of " + connector, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** {@return the positions that a sink's group has committed, all partitions of all topics together} */
    public long committed(String connector) {
        try {
            return admin
                    .listConsumerGroupOffsets(group(connector))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read the offsets of " + connector, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** {@return how many records the first partitions of these topics have been given} */
    public long records(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> ends = topics.stream()
                .collect(Collectors.toMap(topic -> new TopicPartition(topic, 0), topic -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read the ends of " + topics, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until a sink's task has left, and so has let go of its target. */
    void awaitGone(String connector) {
        Await.until("the group of " + connector + " to be empty", PATIENCE, () -> isEmpty(connector));
    }

    private boolean isEmpty(String connector) {
        String group = group(connector);
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .allMatch(found -> found.members().isEmpty());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot describe the group of " + connector, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }

    private static String group(String connector) {
        return "connect-" + connector;
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while asking the broker", e);
    }
}
