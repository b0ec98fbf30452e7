package io.headrace.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Set<Target> ALL = EnumSet.allOf(Target.class);

    @Test
    void theSameSeedGivesTheSameStrikesAndAnotherOneOthers() {
        List<Strike> strikes = Schedule.of(plan(7, ALL));
        assertThat(Schedule.of(plan(7, ALL))).isEqualTo(strikes);
        assertThat(Schedule.of(plan(8, ALL))).isNotEqualTo(strikes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261121})
    void tenMinutesPlanMoreThanTheBarAsksFor(long seed) {
        Map<Tally, Long> planned = Schedule.of(plan(seed, ALL)).stream()
                .collect(Collectors.groupingBy(strike -> strike.fault().tally(), Collectors.counting()));
        assertThat(planned.get(Tally.KILLS)).isGreaterThanOrEqualTo(40);
        assertThat(planned.get(Tally.ZOMBIES)).isGreaterThanOrEqualTo(8);
        assertThat(planned.get(Tally.REBALANCES)).isGreaterThanOrEqualTo(25);
    }

    @Test
    void everyFaultComesInOrderOfTimeAndForAsLongAsItMay() {
        List<Strike> strikes = Schedule.of(plan(3, ALL));
        assertThat(strikes).isSortedAccordingTo(Comparator.comparing(Strike::at));
        assertThat(strikes.stream().map(Strike::fault).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Fault.values());
        assertThat(strikes).allSatisfy(strike -> {
            assertThat(strike.at()).isLessThan(TEN_MINUTES);
            assertThat(strike.length().toMillis())
                    .isBetween((long) strike.fault().shortestMillis(), (long)
                            strike.fault().longestMillis());
        });
    }

    @Test
    void onlyFaultsThatStrikeATargetOfTheRunArePlanned() {
        Map<Fault, Long> faults = Schedule.of(plan(3, EnumSet.of(Target.DUCKDB))).stream()
                .collect(Collectors.groupingBy(Strike::fault, Collectors.counting()));
        assertThat(faults)
                .containsKeys(Fault.KILL, Fault.STALL, Fault.FULL_WAREHOUSE)
                .doesNotContainKeys(Fault.FREEZE, Fault.CUT_LINE, Fault.FULL_LAKE, Fault.TASKS_MAX);
    }

    @Test
    void anOutageIsCrossedWithAKillNowAndThenAndNothingElseEver() {
        Map<Boolean, List<Fault>> crossed = Schedule.of(plan(5, ALL)).stream()
                .collect(Collectors.partitioningBy(
                        Strike::crossed, Collectors.mapping(Strike::fault, Collectors.toList())));
        Function<Fault, Tally> tally = Fault::tally;
        assertThat(crossed.get(true)).isNotEmpty().extracting(tally).containsOnly(Tally.OUTAGES);
        assertThat(crossed.get(false)).extracting(tally).contains(Tally.OUTAGES);
    }

    @Test
    void onlyFaultsThatWereAskedForArePlanned() {
        Set<Fault> asked = EnumSet.of(Fault.KILL, Fault.CUT_LINE);
        List<Strike> strikes = Schedule.of(new Plan(3, TEN_MINUTES, ALL, asked, 1, Map.of()));
        assertThat(strikes.stream().map(Strike::fault).collect(Collectors.toSet()))
                .isEqualTo(asked);
    }

    private static Plan plan(long seed, Set<Target> targets) {
        return new Plan(seed, TEN_MINUTES, targets, EnumSet.allOf(Fault.class), 1, Map.of());
    }
}
