/** Measures how many events the webhook source acknowledges, beside a bare server with a producer, and whether what it acknowledged is in Kafka after it was killed. */
@NullMarked
package io.headrace.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
