/**
 * Error classes and the exceptions that carry them; an error says what, the value, what is allowed and the mend.
 */
@NullMarked
package io.headrace.core.error;

import org.jspecify.annotations.NullMarked;
