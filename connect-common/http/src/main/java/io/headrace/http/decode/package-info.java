/**
 * Reads response bodies: decoders for JSON, JSON lines, CSV, XML, gzip and zip that never hold a whole body, with caps against bombs, and the selection of records on the way, so that a body of
 * gigabytes flows through in constant memory.
 */
@NullMarked
package io.headrace.http.decode;

import org.jspecify.annotations.NullMarked;
