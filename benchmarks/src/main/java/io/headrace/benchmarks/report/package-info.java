/** What is kept of a measurement: a line, a JSON file and a plot. */
@NullMarked
package io.headrace.benchmarks.report;

import org.jspecify.annotations.NullMarked;
