/**
 * Faults before and after each step of a destination, decided by a test or a seed.
 */
@NullMarked
package io.headrace.testkit.fault;

import org.jspecify.annotations.NullMarked;
