/** A door for measurements into the DuckDB sink's package, so that nothing in the plugin is public for their sake. */
@NullMarked
package io.headrace.duckdb;

import org.jspecify.annotations.NullMarked;
