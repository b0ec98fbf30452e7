/** A stand-in for the executor home, where making threads is right. */
@NullMarked
package io.headrace.core.concurrent.bad;

import org.jspecify.annotations.NullMarked;
