package io.headrace.testkit.connect;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.brokers.Brokers;
import io.headrace.sink.brokers.PartitionFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The brokers of {@link FakeTopics}, which can be down. */
public final class FakeBrokers implements Brokers {

    private final FakeTopics topics;
    private final Set<String> deleted = new HashSet<>();
    private boolean down;
    private int questions;

    FakeBrokers(FakeTopics topics) {
        this.topics = topics;
    }

    /** From now on they do not answer, or do again. */
    public void down(boolean now) {
        down = now;
    }

    /** From now on they do not know the topic, though consumers have it a while longer. */
    public void delete(String topic) {
        deleted.add(topic);
    }

    /** How often they were asked, answered or not. */
    public int questions() {
        return questions;
    }

    @Override
    public Map<TopicPartition, PartitionFacts> facts(Set<TopicPartition> partitions) {
        questions++;
        if (down) {
            throw new HeadraceException(ErrorClass.TRANSIENT, "The brokers did not answer");
        }
        if (partitions.stream().anyMatch(partition -> deleted.contains(partition.topic()))) {
            throw new HeadraceException(ErrorClass.TRANSIENT, "The brokers do not know a topic");
        }
        Map<TopicPartition, PartitionFacts> facts = new HashMap<>();
        partitions.forEach(partition ->
                facts.put(partition, new PartitionFacts(topics.id(partition.topic()), topics.start(partition))));
        return facts;
    }
}
