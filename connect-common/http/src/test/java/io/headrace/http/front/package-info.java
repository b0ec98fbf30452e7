/**
 * Tests of the front ends through their door.
 */
@NullMarked
package io.headrace.http.front;

import org.jspecify.annotations.NullMarked;
