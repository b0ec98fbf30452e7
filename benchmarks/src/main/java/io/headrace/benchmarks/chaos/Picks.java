package io.headrace.benchmarks.chaos;

import java.util.List;
import java.util.Optional;

/** Chooses by a number of the schedule, so that a seed chooses alike where the candidates are alike. */
final class Picks {

    private Picks() {}

    static <T> Optional<T> one(List<T> candidates, int pick) {
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(pick % candidates.size()));
    }
}
