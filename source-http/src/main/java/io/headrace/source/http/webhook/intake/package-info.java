/**
 * Between the listener and the task: the queue of requests that Connect is to take, the memory that they may fill, and the ids of events that were here before.
 */
@NullMarked
package io.headrace.source.http.webhook.intake;

import org.jspecify.annotations.NullMarked;
