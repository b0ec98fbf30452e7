/**
 * Reads the text form of every Postgres type into Connect values, exactly: what Debezium's own converters round, mix up or drop (dates before 1582,
 * infinities, 24:00, bit strings, arrays in arrays, geometric and unknown types) arrives as it is in the table.
 */
@NullMarked
package io.headrace.source.postgres.types;

import org.jspecify.annotations.NullMarked;
