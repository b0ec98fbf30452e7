/** Fetches the peers' jars when they are to be measured, with the Maven that built this. */
@NullMarked
package io.headrace.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
