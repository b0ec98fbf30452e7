package io.headrace.source.http.record;

import io.headrace.http.read.Read;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Makes the keys and values of one stream's records. Used by one thread. */
public interface StreamRecords {

    /** @throws io.headrace.core.error.HeadraceException of class POISON when a part of the key is missing */
    SchemaAndValue key(Read read);

    /** The value; null for a deletion. */
    SchemaAndValue value(Read read);

    /** Says how the records are declared, as a JSON schema: the schema of their values begins with that. */
    void declare(Map<String, @Nullable Object> schema);

    /** What is to be remembered of the stream's schema over restarts; empty when there is nothing. */
    String memory();

    /** Brings back what was remembered. */
    void remember(String memory);

    /** Without a value: a tombstone. */
    SchemaAndValue NOTHING = new SchemaAndValue(null, null);
}
