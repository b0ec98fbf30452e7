/**
 * The sink's questions to the brokers, asked of a real one.
 */
@NullMarked
package io.headrace.testkit.brokers;

import org.jspecify.annotations.NullMarked;
