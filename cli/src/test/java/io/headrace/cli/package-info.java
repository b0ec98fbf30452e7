/**
 * The commands for sources over HTTP, run in this process against an API on the loopback address.
 */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
