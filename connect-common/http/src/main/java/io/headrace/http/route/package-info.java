/**
 * Routers: the slices that a stream is read in, such as one for each value of a list or for each record of a parent stream. Slices come lazily, each with a mark from which the routing goes
 * on after it.
 */
@NullMarked
package io.headrace.http.route;

import org.jspecify.annotations.NullMarked;
