/**
 * Sources over HTTP without Kafka: a file becomes a session, a session has streams, and streams are checked, described or read to an output. See {@link
 * io.headrace.cli.http.SourceFile} and {@link io.headrace.cli.http.Session}.
 */
@NullMarked
package io.headrace.cli.http;

import org.jspecify.annotations.NullMarked;
