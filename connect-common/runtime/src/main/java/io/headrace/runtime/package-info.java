/**
 * A Kafka broker and a Connect worker inside this JVM, and a client for the worker's REST interface: what the command
 * line runs on a laptop and what tests run against. Everything listens on the loopback address only.
 */
@NullMarked
package io.headrace.runtime;

import org.jspecify.annotations.NullMarked;
