/** The command {@code benchmarks/run}: what can be measured, with which contenders, and how it is asked for. */
@NullMarked
package io.headrace.benchmarks;

import org.jspecify.annotations.NullMarked;
