package io.headrace.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.chaos.Comparison.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final Plan PLAN = new Plan(
            7, Duration.ofSeconds(90), EnumSet.allOf(Target.class), EnumSet.allOf(Fault.class), 1_000, Map.of());
    private static final Verdict GOOD = new Verdict("lake", 900, 0, 0, 0, List.of());

    @Test
    void theLineSaysAllAndSumsUp() {
        Verdict bad = new Verdict("merged", 20, 1, 2, 3, List.of());
        assertThat(result(List.of(GOOD, bad, bad), Set.of("a"), Set.of("b", "c"), 4)
                        .line())
                .isEqualTo("CHAOS seed=7 minutes=1.5 kills=30 zombies=5 rebalances=0 outages=0 changes=0 records=900"
                        + " lost=2 doubled=4 differing=6 failed=2 stuck=1 dead_letters=4");
    }

    @Test
    void anyFlawIsOneTooMany() {
        assertThat(result(List.of(GOOD), Set.of(), Set.of(), 0).isGood()).isTrue();
        assertThat(result(List.of(new Verdict("x", 1, 1, 0, 0, List.of())), Set.of(), Set.of(), 0)
                        .isGood())
                .isFalse();
        assertThat(result(List.of(new Verdict("x", 1, 0, 1, 0, List.of())), Set.of(), Set.of(), 0)
                        .isGood())
                .isFalse();
        assertThat(result(List.of(new Verdict("x", 1, 0, 0, 1, List.of())), Set.of(), Set.of(), 0)
                        .isGood())
                .isFalse();
        assertThat(result(List.of(GOOD), Set.of("lake"), Set.of(), 0).isGood()).isFalse();
        assertThat(result(List.of(GOOD), Set.of(), Set.of("lake"), 0).isGood()).isFalse();
        assertThat(result(List.of(GOOD), Set.of(), Set.of(), 1).isGood()).isFalse();
    }

    private static Result result(List<Verdict> verdicts, Set<String> stuck, Set<String> failed, long deadLetters) {
        Map<Tally, Integer> counts = new TreeMap<>();
        for (Tally tally : Tally.values()) {
            counts.put(tally, 0);
        }
        counts.put(Tally.KILLS, 30);
        counts.put(Tally.ZOMBIES, 5);
        return new Result(PLAN, counts, verdicts, stuck, failed, deadLetters);
    }
}
