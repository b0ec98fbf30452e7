/**
 * The DuckDB sink: its dialect and types, the one shared instance per file, and the Appender as the way in.
 */
@NullMarked
package io.headrace.duckdb;

import org.jspecify.annotations.NullMarked;
