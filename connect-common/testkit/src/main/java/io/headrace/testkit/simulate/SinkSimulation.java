package io.headrace.testkit.simulate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.sink.spi.Destination;
import io.headrace.testkit.contract.SinkTarget;
import org.junit.jupiter.api.Test;

/** Random runs against one target. The seeds are shared out among the modes; the system property {@code headrace.simulate.seed} repeats a single one. */
public abstract class SinkSimulation {

    private static final int SEEDS_PER_TARGET = 200;

    /** A target with nothing in it. */
    protected abstract SinkTarget openTarget();

    /** How many seeds to run; the system property {@code headrace.simulate.seeds} unless a target has its own number. */
    protected int seeds() {
        return Integer.getInteger("headrace.simulate.seeds", SEEDS_PER_TARGET);
    }

    /** How many seeds share a target, one after the other. */
    protected int seedsPerTarget() {
        return SEEDS_PER_TARGET;
    }

    @Test
    void appendedRowsAreAsTheModelSays() {
        run(Mode.APPEND);
    }

    @Test
    void mergedRowsAreAsTheModelSays() {
        try (SinkTarget target = openTarget();
                Destination session =
                        target.factory().create(target.factory().settings().parse(target.config()), "test", 0)) {
            assumeTrue(session.capabilities().merge(), "This target has no keys, so it only appends");
        }
        run(Mode.MERGE);
    }

    @Test
    void recordsAreThereAtLeastOnceWhereThatIsAskedFor() {
        run(Mode.AT_LEAST_ONCE);
    }

    private void run(Mode mode) {
        Long one = Long.getLong("headrace.simulate.seed");
        if (one != null) {
            run(one, one, mode);
            return;
        }
        int share = mode == Mode.AT_LEAST_ONCE ? seeds() / 5 : seeds() * 2 / 5;
        for (int from = 0; from < share; from += seedsPerTarget()) {
            run(from, Math.min(from + seedsPerTarget(), share) - 1L, mode);
        }
    }

    private void run(long first, long last, Mode mode) {
        try (SinkTarget target = openTarget()) {
            for (long seed = first; seed <= last; seed++) {
                Simulator.run(seed, mode, target);
            }
        }
    }
}
