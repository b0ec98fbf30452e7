/**
 * Parquet files, written from canonical values straight into Parquet's column writers: no Avro, no Hadoop, one row group in memory.
 */
@NullMarked
package io.headrace.files.format.parquet;

import org.jspecify.annotations.NullMarked;
