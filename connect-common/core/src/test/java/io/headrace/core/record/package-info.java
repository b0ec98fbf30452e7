/**
 * Decoding is tested on records as converters and Debezium really make them: its own schema builders are used for its logical types.
 */
@NullMarked
package io.headrace.core.record;

import org.jspecify.annotations.NullMarked;
