/** A stand-in for the sink engine, where most rules can be broken. */
@NullMarked
package io.headrace.sink.bad;

import org.jspecify.annotations.NullMarked;
