/**
 * Records read straight from their bytes, without a converter. Knows nothing of tables and targets.
 */
@NullMarked
package io.headrace.sink.direct;

import org.jspecify.annotations.NullMarked;
