/**
 * What a request is before anybody has looked into its body, the refusals that it may meet, and the templates that take texts out of it.
 */
@NullMarked
package io.headrace.source.http.webhook.message;

import org.jspecify.annotations.NullMarked;
