/**
 * Requests that name the fields they want: where the names come from, how they are spread over several requests, and how the parts of a record find together again.
 */
@NullMarked
package io.headrace.http.property;

import org.jspecify.annotations.NullMarked;
