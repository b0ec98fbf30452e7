/**
 * The webhook source's configuration: the keys of the listener and of its routes, read into values that know no server.
 */
@NullMarked
package io.headrace.source.http.webhook;

import org.jspecify.annotations.NullMarked;
