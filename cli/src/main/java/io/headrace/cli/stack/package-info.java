/**
 * Kafka and Connect as one thing on this machine, in this process or with the worker in one of its own, and what can be seen of the connectors that run there.
 */
@NullMarked
package io.headrace.cli.stack;

import org.jspecify.annotations.NullMarked;
