/** The parts of the chaos run that need no servers: the schedule, the load and the comparison, which must be able to fail. */
@NullMarked
package io.headrace.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
