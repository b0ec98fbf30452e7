/**
 * The one small model both sides speak: data types, rows, change records, and the decoders that make them from whatever a converter delivers.
 */
@NullMarked
package io.headrace.core.record;

import org.jspecify.annotations.NullMarked;
