/** Tests of what kills the HTTP source, and of what judges it. */
@NullMarked
package io.headrace.benchmarks.http;

import org.jspecify.annotations.NullMarked;
