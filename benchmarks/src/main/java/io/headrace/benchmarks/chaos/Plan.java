package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is asked for.
 *
 * @param length how long things break
 * @param faults those that may happen
 * @param rate changes a second
 * @param settings of every sink, over its own
 */
record Plan(
        long seed, Duration length, Set<Target> targets, Set<Fault> faults, int rate, Map<String, String> settings) {

    Plan {
        targets = Set.copyOf(targets);
        faults = Set.copyOf(faults);
        settings = Map.copyOf(settings);
    }
}
