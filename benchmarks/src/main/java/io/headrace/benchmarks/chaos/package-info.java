/**
 * A stack that is broken at random, by a schedule that a seed reproduces, while rows flow into Postgres, DuckDB and Parquet; and the comparison of what arrived with
 * what Kafka holds.
 */
@NullMarked
package io.headrace.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
