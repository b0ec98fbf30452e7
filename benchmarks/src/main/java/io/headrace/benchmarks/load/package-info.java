/** Fills topics with generated rows, in the bytes that a real converter writes. */
@NullMarked
package io.headrace.benchmarks.load;

import org.jspecify.annotations.NullMarked;
