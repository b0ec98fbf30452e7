/** The parts of the measurements of change data capture that need no servers. */
@NullMarked
package io.headrace.benchmarks.cdc;

import org.jspecify.annotations.NullMarked;
