/** Measures what happens to changes in a PostgreSQL database: how fast they come into Kafka, and how late into a target. */
@NullMarked
package io.headrace.benchmarks.cdc;

import org.jspecify.annotations.NullMarked;
