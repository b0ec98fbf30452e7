package io.headrace.sink.direct;

import org.apache.kafka.connect.data.SchemaAndValue;

/** Reads the bytes of keys or values. One instance is used by one thread. */
interface PayloadFormat {

    /**
     * @return what a converter would give, with {@link io.headrace.core.record.RawStruct} for its structs
     * @throws UnreadableException when the bytes are not of this format
     */
    SchemaAndValue read(byte[] bytes);
}
