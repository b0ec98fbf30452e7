/** An API, a clock and other stand-ins for the tests of the HTTP engine. */
@NullMarked
package io.headrace.http.fake;

import org.jspecify.annotations.NullMarked;
