/**
 * Types, conversions and differences of schemas, as values in and values out.
 */
@NullMarked
package io.headrace.core.schema;

import org.jspecify.annotations.NullMarked;
