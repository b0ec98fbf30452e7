package io.headrace.testkit.contract;

/**
 * Everything a destination must do, scenario by scenario; the names S01 to S30 are those of the list of traps. A destination ships when its subclass is green.
 *
 * <p>The real engine runs on the fake Connect runtime, with faults around each of the destination's steps; only the target is real. Rows are compared by topic, partition, offset
 * and content, never by their number. A scenario that a target's capabilities rule out is skipped with the reason.
 */
public abstract class SinkContract extends SourceOrderScenarios {}
