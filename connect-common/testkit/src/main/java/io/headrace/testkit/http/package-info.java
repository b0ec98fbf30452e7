/**
 * A scriptable REST and GraphQL API on loopback, with all that real ones do to their clients: drifting pages, looping and expired tokens, limits, bombs, lies.
 * Start with {@link io.headrace.testkit.http.MockApi}.
 */
@NullMarked
package io.headrace.testkit.http;

import org.jspecify.annotations.NullMarked;
