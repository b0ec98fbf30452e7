/** Measures how long {@code headrace run} takes to the first row in its target, and with how much memory. */
@NullMarked
package io.headrace.benchmarks.start;

import org.jspecify.annotations.NullMarked;
