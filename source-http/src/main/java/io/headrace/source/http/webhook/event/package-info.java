/**
 * Events as Connect's records, and the delivery that ties the records of one request to its answer.
 */
@NullMarked
package io.headrace.source.http.webhook.event;

import org.jspecify.annotations.NullMarked;
