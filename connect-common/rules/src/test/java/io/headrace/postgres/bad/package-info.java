/** A stand-in for a plugin. */
@NullMarked
package io.headrace.postgres.bad;

import org.jspecify.annotations.NullMarked;
