/**
 * A target that lives in memory and keeps every promise of the Destination SPI: the yardstick for the engine, and the fastest thing to simulate on.
 */
@NullMarked
package io.headrace.testkit.memory;

import org.jspecify.annotations.NullMarked;
