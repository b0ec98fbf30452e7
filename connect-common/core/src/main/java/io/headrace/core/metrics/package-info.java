/**
 * What a task tells about its work: counters, timers and gauges, through Connect's own metrics where the runtime has them (KIP-877, Kafka 4.1) and JMX otherwise.
 */
@NullMarked
package io.headrace.core.metrics;

import org.jspecify.annotations.NullMarked;
