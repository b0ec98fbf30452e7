package io.headrace.sink.plan;

import io.headrace.core.schema.TableId;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.spi.Batch;
import java.util.List;

/** A table of a load whose schema is ready, and the records that go there. */
public interface PlannedTable {

    TableId id();

    /** The records in Kafka order per partition, before compaction. */
    List<BufferedRecord> records();

    /** What the plan changed in the schema, in words; empty when nothing. */
    String schemaChange();

    /** A batch of these records only: all of {@link #records}, or fewer while bisecting. */
    Batch batch(List<BufferedRecord> records);
}
