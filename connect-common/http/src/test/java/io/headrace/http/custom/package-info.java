/**
 * Tests of Java in the place of a manifest's Python.
 */
@NullMarked
package io.headrace.http.custom;

import org.jspecify.annotations.NullMarked;
