/**
 * What every destination must do under the sink engine: one suite of named scenarios, run against the real target through the fake runtime.
 */
@NullMarked
package io.headrace.testkit.contract;

import org.jspecify.annotations.NullMarked;
