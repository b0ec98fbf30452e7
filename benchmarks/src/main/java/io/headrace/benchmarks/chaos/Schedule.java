package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** Faults by seed: the same seed, length and targets give the same strikes. */
final class Schedule {

    /** How often each tally is due, in seconds; a gap is between a half and one and a half of it. */
    private static final List<Lane> LANES = List.of(
            new Lane(Tally.KILLS, 11),
            new Lane(Tally.ZOMBIES, 45),
            new Lane(Tally.REBALANCES, 14),
            new Lane(Tally.OUTAGES, 28),
            new Lane(Tally.CHANGES, 20));

    private static final int CROSSED_ONE_IN = 3;

    private record Lane(Tally tally, int everySeconds) {}

    private Schedule() {}

    /** {@return the strikes in the order of their time} */
    static List<Strike> of(Plan plan) {
        List<Strike> strikes = new ArrayList<>();
        for (int lane = 0; lane < LANES.size(); lane++) {
            strikes.addAll(lane(LANES.get(lane), new Random(plan.seed() * LANES.size() + lane), plan));
        }
        strikes.sort(Comparator.comparing(Strike::at));
        return List.copyOf(strikes);
    }

    private static List<Strike> lane(Lane lane, Random random, Plan plan) {
        List<Fault> faults = Arrays.stream(Fault.values())
                .filter(fault -> fault.tally() == lane.tally()
                        && plan.faults().contains(fault)
                        && plan.targets().stream().anyMatch(fault.reach()::covers))
                .toList();
        List<Strike> strikes = new ArrayList<>();
        if (faults.isEmpty()) {
            return strikes;
        }
        Queue<Fault> bag = new ArrayDeque<>();
        Duration at = gap(lane, random);
        while (at.compareTo(plan.length()) < 0) {
            if (bag.isEmpty()) {
                bag.addAll(shuffled(faults, random));
            }
            Fault fault = bag.remove();
            int millis = random.nextInt(fault.shortestMillis(), fault.longestMillis() + 1);
            boolean crossed = fault.tally() == Tally.OUTAGES && random.nextInt(CROSSED_ONE_IN) == 0;
            strikes.add(new Strike(at, fault, random.nextInt(Integer.MAX_VALUE), Duration.ofMillis(millis), crossed));
            at = at.plus(gap(lane, random));
        }
        return strikes;
    }

    /** Every fault of a lane comes once before any comes again. */
    private static List<Fault> shuffled(List<Fault> faults, Random random) {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Duration gap(Lane lane, Random random) {
        return Duration.ofMillis(500L * lane.everySeconds() + random.nextInt(1_000 * lane.everySeconds()));
    }
}
