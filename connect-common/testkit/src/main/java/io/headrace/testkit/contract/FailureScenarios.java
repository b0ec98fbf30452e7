package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.CrashError;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.OutageException;
import io.headrace.testkit.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What goes wrong: lost answers, outages, missing tables, crashes, refused records. */
abstract class FailureScenarios extends NestedScenarios {

    private static final int OCCURRENCES = 3;

    /** Goes wrong the n-th time a step is reached, once. */
    record Nth(Step step, boolean after, int number, boolean crash, Map<Step, Integer> seen) implements Faults {
        Nth(Step step, boolean after, int number, boolean crash) {
            this(step, after, number, crash, new EnumMap<>(Step.class));
        }

        @Override
        public void at(Step now, boolean done) {
            if (now == step && done == after && seen.merge(now, 1, Integer::sum) == number) {
                if (crash) {
                    throw new CrashError(now, done);
                }
                throw new OutageException(now, done);
            }
        }
    }

    /** Each step, before and after, first and later times. */
    static List<Nth> everywhere(boolean crash) {
        List<Nth> faults = new ArrayList<>();
        for (Step step : Step.values()) {
            for (int number = 1; number <= OCCURRENCES; number++) {
                faults.add(new Nth(step, false, number, crash));
                faults.add(new Nth(step, true, number, crash));
            }
        }
        return faults;
    }

    @Test
    void s21_theSameRangeIsRepeatedAfterAnUnknownOutcome() {
        for (int number = 1; number <= OCCURRENCES; number++) {
            SinkHarness harness = harness("retry.first.ms", "10", "flush.rows", "4");
            TopicPartition zero = partition("unknown_" + number, 0);
            TopicPartition one = partition("unknown_" + number, 1);
            produce(harness, zero, 0, 6);
            produce(harness, one, 100, 6);
            FakeTask task = harness.start(new Nth(Step.COMMIT, true, number, false), List.of(zero, one));
            for (int i = 0; i < 12; i++) {
                harness.clock.advance(Duration.ofSeconds(1));
                task.iterate(2);
                while (harness.step(task)) {
                    // records keep coming while the load is unsettled
                }
                produce(harness, zero, 10 + i, 1);
            }
            harness.drain(task);
            assertThat(task.failure()).isNull();
            task.stop();
            assertEveryRecordOnce(harness);
        }
    }

    @Test
    void s28_aLoadWhoseAnswerWasLostIsAskedAbout() {
        for (boolean after : new boolean[] {false, true}) {
            SinkHarness harness = merging("retry.first.ms", "10");
            TopicPartition at = partition("answer_" + after, 0);
            append(harness, at, Orders.insert(1, "a"), Orders.insert(2, "b"), Orders.tombstone(1));
            FakeTask task = harness.start(new Nth(Step.COMMIT, after, 1, false), List.of(at));
            harness.drain(task);
            append(harness, at, Orders.insert(1, "again"));
            harness.drain(task);
            assertThat(task.failure()).isNull();
            task.stop();
            assertMerged(at.topic(), "id=1 note=again", "id=2 note=b");
        }
    }

    @Test
    void s26_anOutageIsNotPoison() {
        SinkHarness harness = harness();
        TopicPartition zero = partition("orders", 0);
        TopicPartition one = partition("orders", 1);
        AtomicBoolean down = new AtomicBoolean();
        Faults outage = (step, after) -> {
            if (down.get()) {
                throw new OutageException(step, after);
            }
        };
        produce(harness, zero, 0, 3);
        produce(harness, one, 100, 3);
        FakeTask first = harness.start(outage, List.of(zero, one));
        harness.drain(first);
        down.set(true);
        produce(harness, zero, 3, 3);
        produce(harness, one, 103, 3);
        rounds(harness, first, 30);
        assertThat(first.failure()).isNull();
        first.revoke(List.of(one));
        FakeTask second = harness.start(outage, List.of(one));
        rounds(harness, second, 30);
        rounds(harness, first, 5);
        first.stop();
        first = harness.start(outage, List.of(zero));
        rounds(harness, first, 10);
        assertThat(first.failure()).isNull();
        assertThat(second.failure()).isNull();

        down.set(false);
        harness.drain(first);
        harness.drain(second);
        assertEveryRecordOnce(harness);
        assertThat(harness.reporter.confirmed()).isEmpty();
        first.stop();
        second.stop();
    }

    @Test
    void s26_aRefusedRecordIsPutAsideAloneAndOnce() {
        String refused = target().refusedText().orElse("");
        assumeTrue(!refused.isEmpty(), "This target refuses no text");
        for (Nth fault : everywhere(false)) {
            SinkHarness harness = harness("retry.first.ms", "10");
            TopicPartition at = partition("refused_" + fault.step() + fault.after() + fault.number(), 0);
            produce(harness, at, 0, 5);
            append(harness, at, Orders.insert(5, refused));
            produce(harness, at, 6, 5);
            FakeTask task = harness.start(fault, List.of(at));
            harness.drain(task);
            assertThat(task.failure()).isNull();
            task.stop();
            List<String> expected = new ArrayList<>(sent(harness.topics, at.topic()));
            expected.removeIf(line -> line.contains("_headrace_offset=5 "));
            assertThat(appended(at.topic())).containsExactlyElementsOf(expected);
            assertThat(harness.reporter.confirmed())
                    .extracting(record -> record.kafkaOffset())
                    .containsOnly(5L);
        }
    }

    @Test
    void s26_aRefusedRecordStopsTheTaskWhereThereAreNoDeadLetters() {
        String refused = target().refusedText().orElse("");
        assumeTrue(!refused.isEmpty(), "This target refuses no text");
        SinkHarness harness = harness().withoutDeadLetters();
        TopicPartition at = partition("strict", 0);
        produce(harness, at, 0, 3);
        append(harness, at, Orders.insert(3, refused));
        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task))
                .startsWith("Record strict-0@3 cannot be written: ")
                .endsWith(
                        " No dead-letter topic is set, so the task stops here and nothing is lost. Mend the record's source, or set 'errors.tolerance=all' and 'errors.deadletterqueue.topic.name' to put such records aside.");
        task.stop();
        assertThat(rows("strict")).isEmpty();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();
    }

    @Test
    void s27_aMissingTableFailsLoudly() {
        SinkHarness harness = harness("table.create", "false");
        TopicPartition at = partition("nowhere", 0);
        produce(harness, at, 0, 3);
        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo("Table 'nowhere' does not exist. Create it, or set 'table.create=true'.");
        task.stop();
        assertThat(harness.reporter.confirmed()).isEmpty();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();

        harness.setting("table.create", "true");
        load(harness, at);
        assertEveryRecordOnce(harness);
    }

    @Test
    void s29_aCrashAtAnyStepLeavesTheRightRows() {
        for (Nth crash : everywhere(true)) {
            SinkHarness harness = harness("flush.rows", "4", "retry.first.ms", "10");
            crashAndGoOn(harness, crash, crash.step() + "_" + crash.after() + "_" + crash.number());
            assertEveryRecordOnce(harness);
        }
    }

    @Test
    void s29_aCrashAtAnyStepLeavesTheRightMergedRows() {
        for (Nth crash : everywhere(true)) {
            SinkHarness harness = merging("flush.rows", "4", "retry.first.ms", "10");
            String topic = "merged_" + crash.step() + "_" + crash.after() + "_" + crash.number();
            TopicPartition at = partition(topic, 0);
            append(
                    harness,
                    at,
                    Orders.insert(1, "a"),
                    Orders.insert(2, "b"),
                    Orders.tombstone(1),
                    Orders.insert(3, "c"),
                    Orders.insert(1, "back"),
                    Orders.tombstone(2));
            crashAndGoOn(harness, crash, List.of(at));
            append(harness, at, Orders.insert(3, "changed"));
            load(harness, at);
            assertMerged(topic, "id=1 note=back", "id=3 note=changed");
        }
    }

    private void crashAndGoOn(SinkHarness harness, Nth crash, String topic) {
        TopicPartition zero = partition(topic, 0);
        TopicPartition one = partition(topic, 1);
        produce(harness, zero, 0, 6);
        produce(harness, one, 100, 6);
        Schema wider = Orders.rowWith(row -> row.field("extra", Schema.OPTIONAL_STRING_SCHEMA));
        append(
                harness,
                one,
                Orders.plain(
                        106,
                        new Struct(wider).put("id", 106L).put("note", "n106").put("extra", "e")));
        produce(harness, zero, 6, 6);
        crashAndGoOn(harness, crash, List.of(zero, one));
        load(harness, zero, one);
    }

    /** An outage first, so that a discard and a second recovery happen too; then the crash; then a new process. */
    static void crashAndGoOn(SinkHarness harness, Nth crash, List<TopicPartition> all) {
        Nth outage = new Nth(Step.COMMIT, false, 2, false);
        FakeTask task = harness.start(
                (step, after) -> {
                    crash.at(step, after);
                    outage.at(step, after);
                },
                all);
        for (int i = 0; i < 30 && !task.dead(); i++) {
            harness.clock.advance(Duration.ofSeconds(2));
            task.iterate(2);
            while (harness.step(task)) {
                // until it dies
            }
            if (!task.dead()) {
                task.commit();
            }
        }
        assertThat(task.failure() == null || task.dead()).isTrue();
        if (!task.dead()) {
            task.kill();
        }
        load(harness, all.toArray(TopicPartition[]::new));
    }

    @Test
    void s29_deadLettersAreThereBeforeTheLedgerPassesThem() {
        SinkHarness harness = harness();
        TopicPartition at = partition("letters", 0);
        produce(harness, at, 0, 2);
        harness.topics.append(at, Orders.KEY, Orders.key(2), Extremes.BROKEN_ENVELOPE, Extremes.brokenEvent());
        produce(harness, at, 3, 2);
        harness.reporter.hold();
        FakeTask task = harness.start(List.of(at));
        freeze(harness, task);
        for (int i = 0; i < 50; i++) {
            harness.clock.advance(Duration.ofMillis(100));
            while (harness.step(task)) {
                // waits for the dead letter
            }
        }
        task.commit();
        assertThat(rows("letters")).isEmpty();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();
        task.kill();

        FakeTask second = harness.start(List.of(at));
        freeze(harness, second);
        harness.reporter.confirmAll();
        harness.drain(second);
        assertThat(second.failure()).isNull();
        second.stop();
        assertThat(Canonical.lines(rows("letters"), "_headrace_offset"))
                .containsExactly(
                        "_headrace_offset=0", "_headrace_offset=1", "_headrace_offset=3", "_headrace_offset=4");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(2L);
    }

    @Test
    void s30_deadLettersAreNotAwaitedForEver() {
        SinkHarness harness = harness();
        TopicPartition at = partition("silent", 0);
        harness.topics.append(at, Orders.KEY, Orders.key(2), Extremes.BROKEN_ENVELOPE, Extremes.brokenEvent());
        harness.reporter.hold();
        FakeTask task = harness.start(List.of(at));
        freeze(harness, task);
        rounds(harness, task, 20);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "The dead-letter topic did not confirm 1 records in time; nothing was loaded past them. Check that the topic exists and that the worker may write to it, then restart the task.");
        task.stop();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();
    }

    @Test
    void s30_aTaskStopsWhileTheTargetIsDown() {
        SinkHarness harness = harness();
        TopicPartition at = partition("stopped", 0);
        produce(harness, at, 0, 4);
        FakeTask task = harness.start(
                (step, after) -> {
                    throw new OutageException(step, after);
                },
                List.of(at));
        rounds(harness, task, 3);
        task.stop();
        assertThat(task.dead()).isTrue();
        load(harness, at);
        assertEveryRecordOnce(harness);
    }
}
