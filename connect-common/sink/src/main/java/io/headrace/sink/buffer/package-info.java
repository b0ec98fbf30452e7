/**
 * What a task holds between Kafka and the target: decoded records per partition, counted against one byte budget per worker.
 */
@NullMarked
package io.headrace.sink.buffer;

import org.jspecify.annotations.NullMarked;
