/**
 * The sink engine: what happens between Connect's calls and a destination's, on two threads that share nothing but frozen values.
 */
@NullMarked
package io.headrace.sink.engine;

import org.jspecify.annotations.NullMarked;
