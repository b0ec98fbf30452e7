/** The targets: made afresh for each measurement, asked cheaply whether the last row is there, and read back to the last character. */
@NullMarked
package io.headrace.benchmarks.goal;

import org.jspecify.annotations.NullMarked;
