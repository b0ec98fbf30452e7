/**
 * The engine's configuration as immutable values that know no workers.
 */
@NullMarked
package io.headrace.sink.options;

import org.jspecify.annotations.NullMarked;
