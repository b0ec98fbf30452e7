package io.headrace.duckdb;

import java.util.OptionalInt;

/**
 * What an instance may use. Where several connectors share a file, the last one to open it decides.
 *
 * @param memoryBytes for DuckDB's buffers, outside the Java heap
 * @param checkpointBytes how long the log may become before it is written into the file
 * @param threads for DuckDB's own work; empty for as many as the machine has cores
 */
record DuckDbOptions(long memoryBytes, long checkpointBytes, OptionalInt threads) {}
