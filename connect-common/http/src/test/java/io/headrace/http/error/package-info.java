/** Tests of what is done about bad responses. */
@NullMarked
package io.headrace.http.error;

import org.jspecify.annotations.NullMarked;
