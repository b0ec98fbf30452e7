/**
 * Parquet against the format contract, and what only Parquet does.
 */
@NullMarked
package io.headrace.files.format.parquet;

import org.jspecify.annotations.NullMarked;
