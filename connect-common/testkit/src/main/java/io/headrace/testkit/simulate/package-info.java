/**
 * Random schedules of everything that can happen to a sink, each repeated exactly by its seed, and a model that knows what the tables must hold in the end.
 */
@NullMarked
package io.headrace.testkit.simulate;

import org.jspecify.annotations.NullMarked;
