/**
 * A deterministic stand-in for Connect's sink runtime: topics, consumers, tasks and rebalances that do what the real ones were seen to do, one step at a time.
 */
@NullMarked
package io.headrace.testkit.connect;

import org.jspecify.annotations.NullMarked;
