/** The other half of a package circle. */
@NullMarked
package io.headrace.sink.bad.round;

import org.jspecify.annotations.NullMarked;
