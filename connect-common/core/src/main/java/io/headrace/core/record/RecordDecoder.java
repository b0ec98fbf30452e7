package io.headrace.core.record;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a converter delivered into a {@link ChangeRecord}. Implementations are used by one thread and compile what they need once per record schema.
 */
public interface RecordDecoder {

    /**
     * Decodes one record.
     *
     * @return the change, or null when the record says nothing (the tombstone that follows a delete event is still a delete: callers compact it away)
     * @throws io.headrace.core.error.HeadraceException of class POISON when the record cannot be understood; the text names topic, partition, offset and field, never a value
     */
    @Nullable ChangeRecord decode(SinkRecord record);
}
