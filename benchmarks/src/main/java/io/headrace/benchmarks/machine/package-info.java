/** What this machine says of a process. */
@NullMarked
package io.headrace.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
