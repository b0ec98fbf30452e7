/**
 * One endpoint: where it listens, whom it lets in, and what becomes of an event there.
 */
@NullMarked
package io.headrace.source.http.webhook.route;

import org.jspecify.annotations.NullMarked;
