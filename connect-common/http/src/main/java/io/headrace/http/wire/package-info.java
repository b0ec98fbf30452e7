/**
 * What goes over the wire, before and after OkHttp: a request as a value, where a component puts its values into it, a small answer read whole, JSON as plain Java, and the
 * redactor that keeps secrets out of every text.
 */
@NullMarked
package io.headrace.http.wire;

import org.jspecify.annotations.NullMarked;
