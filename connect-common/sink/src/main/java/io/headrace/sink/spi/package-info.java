/**
 * What a destination must offer to the sink engine: a handful of methods, and the values that cross between them.
 */
@NullMarked
package io.headrace.sink.spi;

import org.jspecify.annotations.NullMarked;
