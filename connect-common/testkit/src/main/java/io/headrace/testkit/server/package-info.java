/**
 * Real servers for tests: Kafka, PostgreSQL, a schema registry and Connect workers in processes of their own, which can be
 * stopped, frozen, killed, cut off and started again on their old data. Declare {@link io.headrace.testkit.server.Servers}
 * on a test class to be handed the shared ones.
 */
@NullMarked
package io.headrace.testkit.server;

import org.jspecify.annotations.NullMarked;
