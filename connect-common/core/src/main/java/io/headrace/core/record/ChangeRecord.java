package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * One record as sinks see it, whatever converter, envelope or transform it came through.
 *
 * @param op what happened
 * @param key the primary key, or null when the record has none
 * @param after the row after the change; for a {@link Op#DELETE} the last known state or null; null for {@link Op#TRUNCATE}
 * @param position where the change stands in its source's own log, or null when the source has none
 * @param coordinates the topic (the original one, before any transform renamed it), partition and offset in Kafka
 * @param routedTopic the topic as transforms left it: tables are named after this one
 * @param timestamp the record's timestamp, milliseconds since 1970-01-01T00:00Z, or -1 when it has none
 * @param bytes estimate of the heap this record holds, for the memory budget
 */
public record ChangeRecord(
        Op op,
        @Nullable Row key,
        @Nullable Row after,
        @Nullable SourcePosition position,
        Coordinates coordinates,
        String routedTopic,
        long timestamp,
        long bytes) {

    /** Where a record stands in Kafka. */
    public record Coordinates(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    /** {@return the same change with another estimate of what it holds} */
    public ChangeRecord withBytes(long estimate) {
        return new ChangeRecord(op, key, after, position, coordinates, routedTopic, timestamp, estimate);
    }

    /** Coordinates and shape only: values are users' data, which must not reach logs. */
    @Override
    public String toString() {
        return op + " " + coordinates + " key=" + key + " after=" + after;
    }
}
