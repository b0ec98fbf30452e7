/** One measurement: contenders take turns, each in a worker of its own on the same topic, and what each wrote is read back. */
@NullMarked
package io.headrace.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
