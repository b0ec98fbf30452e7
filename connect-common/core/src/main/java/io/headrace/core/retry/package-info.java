/**
 * When to try again: backoff between attempts and a breaker that spares a system which is down. Nothing here waits or knows threads.
 */
@NullMarked
package io.headrace.core.retry;

import org.jspecify.annotations.NullMarked;
