/** Tests of call rates, by a clock that the test moves. */
@NullMarked
package io.headrace.http.budget;

import org.jspecify.annotations.NullMarked;
