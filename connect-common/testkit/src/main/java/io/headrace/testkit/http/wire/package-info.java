/**
 * A small HTTP/1.1 server for tests that can do on purpose what a good server never does: cut a body, crawl, lie about a length, or never end.
 */
@NullMarked
package io.headrace.testkit.http.wire;

import org.jspecify.annotations.NullMarked;
