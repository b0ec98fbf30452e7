/**
 * Tables as values: what a target has, what a batch needs, and the difference between the two.
 */
@NullMarked
package io.headrace.core.schema;

import org.jspecify.annotations.NullMarked;
