/** The parts of the squeeze that need no servers. */
@NullMarked
package io.headrace.benchmarks.squeeze;

import org.jspecify.annotations.NullMarked;
