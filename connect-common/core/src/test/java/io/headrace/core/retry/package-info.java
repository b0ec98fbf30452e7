/**
 * Retries are tested with a clock and a die that the test holds.
 */
@NullMarked
package io.headrace.core.retry;

import org.jspecify.annotations.NullMarked;
