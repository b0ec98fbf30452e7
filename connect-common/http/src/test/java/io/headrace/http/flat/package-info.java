/**
 * Tests of the flat keys.
 */
@NullMarked
package io.headrace.http.flat;

import org.jspecify.annotations.NullMarked;
