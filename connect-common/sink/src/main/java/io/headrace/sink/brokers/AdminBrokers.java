package io.headrace.sink.brokers;

import io.headrace.sink.options.KafkaOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Asks real brokers. Partitions are opened rarely, so each question has a client of its own and nothing stays open between. Needs DESCRIBE on the topics. */
public final class AdminBrokers implements Brokers {

    private final KafkaOptions options;

    public AdminBrokers(KafkaOptions options) {
        this.options = options;
    }

    @Override
    public Map<TopicPartition, PartitionFacts> facts(Set<TopicPartition> partitions) {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> beginnings =
                partitions.stream().collect(Collectors.toMap(partition -> partition, none -> OffsetSpec.earliest()));
        try (AdminSession session = new AdminSession(options)) {
            int patience = AdminSession.patienceMillis();
            KafkaFuture<Map<String, TopicDescription>> described = session.admin()
                    .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(patience))
                    .allTopicNames();
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> listed = session.admin()
                    .listOffsets(beginnings, new ListOffsetsOptions().timeoutMs(patience))
                    .all();
            Map<String, TopicDescription> byTopic = session.await(described);
            Map<TopicPartition, PartitionFacts> facts = new HashMap<>();
            session.await(listed)
                    .forEach((partition, beginning) -> facts.put(
                            partition, new PartitionFacts(id(byTopic.get(partition.topic())), beginning.offset())));
            return facts;
        }
    }

    private static @Nullable String id(@Nullable TopicDescription topic) {
        return topic == null || topic.topicId().equals(Uuid.ZERO_UUID)
                ? null
                : topic.topicId().toString();
    }
}
