/** Micro-benchmarks of the hot path's parts, run by {@code benchmarks/micro}. Each operation is a block of rows; scores are rows per second. */
@NullMarked
package io.headrace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
