/**
 * A declaration of streams that can be read, and how a manifest becomes one.
 */
@NullMarked
package io.headrace.http.declare;

import org.jspecify.annotations.NullMarked;
