/** A stand-in for the test kit. */
@NullMarked
package io.headrace.testkit.bad;

import org.jspecify.annotations.NullMarked;
