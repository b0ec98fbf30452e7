package io.headrace.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.sink.plan.Compactor;
import io.headrace.sink.plan.LastPerKey;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.memory.MemorySinkTarget;
import io.headrace.testkit.memory.MemoryTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The simulator would be worth nothing if it let a broken engine pass. */
class MutantsTest {

    private static final int SEEDS = 200;

    @Test
    void aLedgerThatTakesAnyWriterIsFoundOut() {
        assertFoundOut(Mode.APPEND, target -> target.withoutFencing(), UnaryOperator.identity());
    }

    @Test
    void aBatchThatBeginsAtItsFirstRecordIsFoundOut() {
        assertFoundOut(
                Mode.APPEND,
                target -> {},
                harness -> harness.identifying((durable, buffer) -> new LedgerEntry(
                        durable.key(),
                        buffer.firstOffset().orElse(durable.next()),
                        durable.generation(),
                        durable.last())));
    }

    @Test
    void deadLettersThatAreNotAwaitedAreFoundOut() {
        assertFoundOut(Mode.APPEND, target -> {}, harness -> {
            harness.reporter.lie();
            return harness;
        });
    }

    @Test
    void compactionInTheWrongOrderIsFoundOut() {
        assertFoundOut(Mode.MERGE, target -> {}, harness -> harness.compacting(MutantsTest::reversed));
    }

    @Test
    void aGapThatIsSkippedSilentlyIsFoundOut() {
        assertFoundOut(Mode.APPEND, target -> {}, harness -> harness.setting("on.gap", "continue"));
    }

    @Test
    void aTopicMadeAgainThatIsNotNoticedIsFoundOut() {
        assertFoundOut(Mode.APPEND, target -> {}, harness -> harness.setting("ledger.verify", "none"));
    }

    @Test
    void aSoftDeleteThatRemovesTheRowIsFoundOut() {
        assertFoundOut(Mode.MERGE, target -> {}, harness -> harness.setting("delete.mode", "hard"));
    }

    @Test
    void aRowThatIsWrittenOverALaterOneIsFoundOut() {
        assertFoundOut(Mode.MERGE, target -> target.withoutGuard(), UnaryOperator.identity());
    }

    @Test
    void aBatchInKafkasOrderIsFoundOut() {
        assertFoundOut(Mode.MERGE, target -> {}, harness -> harness.compacting(MutantsTest::asTheyCame));
    }

    private static Compactor.Compacted asTheyCame(List<Compactor.Keyed> changes, boolean deletesLeaveRows) {
        List<Compactor.Keyed> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(
                        (Compactor.Keyed keyed) -> keyed.change().coordinates().partition())
                .thenComparing(keyed -> keyed.change().coordinates().offset()));
        return new LastPerKey().compact(sorted, deletesLeaveRows);
    }

    private static Compactor.Compacted reversed(List<Compactor.Keyed> changes, boolean deletesLeaveRows) {
        List<Compactor.Keyed> backwards = new ArrayList<>(changes);
        Collections.reverse(backwards);
        return new LastPerKey().compact(backwards, deletesLeaveRows);
    }

    private interface Breaking {
        void apply(MemoryTarget target);
    }

    private static void assertFoundOut(Mode mode, Breaking target, UnaryOperator<SinkHarness> engine) {
        for (long seed = 0; seed < SEEDS; seed++) {
            MemoryTarget memory = new MemoryTarget();
            target.apply(memory);
            try {
                Simulator.run(seed, mode, new MemorySinkTarget(memory), engine);
            } catch (AssertionError found) {
                assertThat(found).hasMessageStartingWith("SIMULATION seed=" + seed + " mode=" + mode + " diff=");
                return;
            }
        }
        throw new AssertionError("A broken engine passed " + SEEDS + " seeds");
    }
}
