/**
 * What only the brokers know of a topic, asked for where the connector has {@code kafka.*} settings: its id, and where its partitions begin.
 */
@NullMarked
package io.headrace.sink.brokers;

import org.jspecify.annotations.NullMarked;
