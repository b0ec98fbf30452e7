/**
 * Reading streams for Connect: the configuration, the share of each task, and the readers of a task that take turns.
 */
@NullMarked
package io.headrace.source.http.poll;

import org.jspecify.annotations.NullMarked;
