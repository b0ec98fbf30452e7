package io.headrace.source.http.webhook.event;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to Kafka. Equal only to itself: Connect keys the acknowledgements that it waits for by equality, and two equal events are two records.
 */
public final class EventRecord extends SourceRecord {

    private final Delivery delivery;
    private final Optional<String> givenId;

    EventRecord(
            Delivery delivery,
            Optional<String> givenId,
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            @Nullable String key,
            @Nullable Schema valueSchema,
            Object value,
            long receivedAt,
            Iterable<Header> headers) {
        super(
                partition,
                offset,
                topic,
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                valueSchema,
                value,
                receivedAt,
                headers);
        this.delivery = delivery;
        this.givenId = givenId;
    }

    /** What this record is a part of. */
    public Delivery delivery() {
        return delivery;
    }

    /** The event's id where the sender gave it one, by which a repetition is known. */
    public Optional<String> givenId() {
        return givenId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
