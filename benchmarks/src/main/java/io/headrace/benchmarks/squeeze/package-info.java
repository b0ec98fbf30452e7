/** Presses a sink into a small heap with many, wide and large rows, and looks at what it does to speed and memory. */
@NullMarked
package io.headrace.benchmarks.squeeze;

import org.jspecify.annotations.NullMarked;
