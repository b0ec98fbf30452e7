/**
 * Ways from one page of a response to the next: strategies that know nothing but the page that was read, tokens that fit in an offset, and the guard that ends a walk in circles.
 */
@NullMarked
package io.headrace.http.page;

import org.jspecify.annotations.NullMarked;
