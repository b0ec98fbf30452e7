package io.headrace.sink.brokers;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Answers for the brokers. Used by the loader's thread only. */
@FunctionalInterface
public interface Brokers {

    /** Where the connector has no {@code kafka.*} settings: nothing is known. */
    Brokers NONE = partitions -> Map.of();

    /**
     * Asks for the facts of partitions, as they are now.
     *
     * @return facts of every partition asked for, or nothing at all where nobody can be asked
     * @throws io.headrace.core.error.HeadraceException of class TRANSIENT when the brokers do not answer in time, CONFIG when they refuse
     */
    Map<TopicPartition, PartitionFacts> facts(Set<TopicPartition> partitions);
}
