/** Tests of requests as values, and of the redactor. */
@NullMarked
package io.headrace.http.wire;

import org.jspecify.annotations.NullMarked;
