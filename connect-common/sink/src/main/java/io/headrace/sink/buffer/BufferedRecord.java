package io.headrace.sink.buffer;

import io.headrace.core.record.ChangeRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record that is not yet durable.
 *
 * @param original what Connect delivered; kept only where a dead-letter reporter may want it back
 */
public record BufferedRecord(ChangeRecord change, @Nullable SinkRecord original) {}
