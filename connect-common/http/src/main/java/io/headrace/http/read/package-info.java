/**
 * Reads a stream: passes over slices, windows and pages, record after record, each with the position from which reading goes on behind it. See {@link io.headrace.http.read.StreamReader}.
 */
@NullMarked
package io.headrace.http.read;

import org.jspecify.annotations.NullMarked;
