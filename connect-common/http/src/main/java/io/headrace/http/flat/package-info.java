/**
 * The flat keys of the configuration, {@code streams.orders.path} for example, and the declaration that they make.
 */
@NullMarked
package io.headrace.http.flat;

import org.jspecify.annotations.NullMarked;
