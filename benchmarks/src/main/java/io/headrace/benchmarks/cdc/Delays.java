package io.headrace.benchmarks.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * How late changes were.
 *
 * @param millis one per change, in their order by size
 */
public record Delays(List<Double> millis) {
    private static final double MICROS_PER_MILLI = 1_000.0;
    private static final int PERCENT = 100;

    public Delays {
        millis = millis.stream().sorted().toList();
    }

    /**
     * @param made when each change was made, by its number, in microseconds
     * @param seen the greatest number that was visible, and since when, in microseconds
     * @throws IllegalStateException when a change was never seen
     */
    static Delays between(Map<Long, Long> made, NavigableMap<Long, Long> seen) {
        List<Double> millis = new ArrayList<>(made.size());
        made.forEach((number, at) -> {
            Map.Entry<Long, Long> first = seen.ceilingEntry(number);
            if (first == null) {
                throw new IllegalStateException("Change " + number + " was never visible");
            }
            millis.add((first.getValue() - at) / MICROS_PER_MILLI);
        });
        return new Delays(millis);
    }

    /** {@return the delay that this many percent of the changes stay within, in milliseconds; 0 without changes} */
    public double percentile(int percent) {
        if (millis.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(millis.size() * percent / (double) PERCENT);
        return millis.get(Math.max(0, rank - 1));
    }
}
