package io.headrace.benchmarks.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Weights by name, and each one's share. */
final class Tally {
    private final Map<String, Long> weights = new HashMap<>();
    private long total;

    void add(String name, long weight) {
        weights.merge(name, weight, Long::sum);
        total += weight;
    }

    long weight(String name) {
        return weights.getOrDefault(name, 0L);
    }

    Optional<String> heaviest() {
        return weights.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    long total() {
        return total;
    }

    /**
     * @param whole what is a hundred percent
     * @return the heaviest, each as percent and name
     */
    List<String> top(int most, long whole) {
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry ->
                        String.format(Locale.ROOT, "%5.1f %%  %s", 100.0 * entry.getValue() / whole, entry.getKey()))
                .toList();
    }
}
