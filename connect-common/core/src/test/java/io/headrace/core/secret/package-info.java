/**
 * Shows that secrets stay hidden.
 */
@NullMarked
package io.headrace.core.secret;

import org.jspecify.annotations.NullMarked;
