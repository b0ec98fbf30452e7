/**
 * Golden files: what is public is written down, committed, and compared by a test.
 */
@NullMarked
package io.headrace.rules.golden;

import org.jspecify.annotations.NullMarked;
