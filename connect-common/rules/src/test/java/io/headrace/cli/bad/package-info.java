/** A stand-in for the CLI. */
@NullMarked
package io.headrace.cli.bad;

import org.jspecify.annotations.NullMarked;
