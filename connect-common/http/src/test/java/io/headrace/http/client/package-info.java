/** Tests of requests against a server: building, repeating, redirects, waits and secrets. */
@NullMarked
package io.headrace.http.client;

import org.jspecify.annotations.NullMarked;
