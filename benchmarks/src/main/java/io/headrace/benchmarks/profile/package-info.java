/** Reads a flight recording and says where the time and the garbage of one load came from. */
@NullMarked
package io.headrace.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
