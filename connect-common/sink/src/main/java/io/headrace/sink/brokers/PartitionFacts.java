package io.headrace.sink.brokers;

import org.jspecify.annotations.Nullable;

/**
 * A partition as the brokers have it.
 *
 * @param topicId given to the topic when it was created and to no other ever, over all clusters; null where the brokers are older than topic ids (Kafka 2.8)
 * @param beginning the first offset that retention has left. Compaction and transaction markers leave holes behind it and never move it
 */
public record PartitionFacts(@Nullable String topicId, long beginning) {}
