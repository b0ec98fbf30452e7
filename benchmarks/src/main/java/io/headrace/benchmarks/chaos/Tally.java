package io.headrace.benchmarks.chaos;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a fault is counted as. */
enum Tally {
    /** A worker was killed with SIGKILL. */
    KILLS,
    /** A worker was frozen until others had taken over all it did, and woke up then. */
    ZOMBIES,
    /** Partitions or tasks were dealt anew without anybody dying. */
    REBALANCES,
    /** Something that the workers need was away, full or slow. */
    OUTAGES,
    /** Somebody changed a connector or the source's schema. */
    CHANGES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the counts as {@code kills=1 zombies=0 …}} */
    static String text(Map<Tally, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }
}
