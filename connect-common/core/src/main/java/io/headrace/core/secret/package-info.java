/**
 * Secrets that cannot be printed by accident: no text form, no serial form, one reader.
 */
@NullMarked
package io.headrace.core.secret;

import org.jspecify.annotations.NullMarked;
