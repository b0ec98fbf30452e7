package io.headrace.benchmarks.chaos;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param at when, from the start of the load; later if the stack is not ready for it
 * @param pick chooses among the workers or connectors that it may strike
 * @param length how long until it is mended
 * @param crossed outages: whether a worker is killed in the midst of it
 */
record Strike(Duration at, Fault fault, int pick, Duration length, boolean crossed) {}
