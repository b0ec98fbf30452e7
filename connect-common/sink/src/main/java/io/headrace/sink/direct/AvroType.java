package io.headrace.sink.direct;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A compiled Avro type: what it is to Connect, and how its values are read. */
record AvroType(Schema schema, Reader reader) {

    /** Reads one value. */
    @FunctionalInterface
    interface Reader {
        @Nullable Object read(AvroInput in);
    }
}
