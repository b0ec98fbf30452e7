package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.HeadraceException;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.OutageException;
import io.headrace.testkit.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Who writes what, and when: zombies, rebalances, rewinds, gaps, renamed topics, one partition in many tables. */
abstract class DeliveryScenarios extends Bench {

    private static final int PIECES = 12;

    @Test
    void s01_zombieWritesAreFenced() {
        for (int pieces = 0; pieces <= PIECES; pieces++) {
            TopicPartition at = partition("zombie_" + pieces, 0);
            SinkHarness harness = harness();
            produce(harness, at, 0, 5);
            FakeTask zombie = harness.start(List.of(at));
            freeze(harness, zombie);
            for (int i = 0; i < pieces; i++) {
                harness.step(zombie);
            }
            zombie.expel();
            FakeTask owner = harness.start(List.of(at));
            rounds(harness, owner, 3);
            produce(harness, at, 5, 5);
            rounds(harness, zombie, 5);
            harness.drain(owner);
            rounds(harness, zombie, 5);
            zombie.rejoin();
            rounds(harness, zombie, 2);

            assertThat(zombie.failure()).isNull();
            assertThat(owner.failure()).isNull();
            assertEveryRecordOnce(harness);
            zombie.stop();
            owner.stop();
        }
    }

    @Test
    void s02_lostPartitionsAreLetGo() {
        for (int pieces = 0; pieces <= PIECES; pieces++) {
            TopicPartition at = partition("lost_" + pieces, 0);
            SinkHarness harness = harness();
            produce(harness, at, 0, 5);
            FakeTask first = harness.start(List.of(at));
            freeze(harness, first);
            for (int i = 0; i < pieces; i++) {
                harness.step(first);
            }
            first.lose(List.of(at));
            FakeTask second = harness.start(List.of(at));
            harness.drain(second);
            rounds(harness, first, 3);
            second.revoke(List.of(at));
            produce(harness, at, 5, 3);
            first.assign(List.of(at));
            harness.drain(first);

            assertThat(first.failure()).isNull();
            assertThat(second.failure()).isNull();
            assertEveryRecordOnce(harness);
            first.stop();
            second.stop();
        }
    }

    @Test
    void s03_errorsSurfaceFromPut() {
        SinkHarness harness = harness();
        TopicPartition at = partition("orders", 0);
        produce(harness, at, 0, 3);
        Faults refusing = (step, after) -> {
            if (step == Step.COMMIT && !after) {
                throw HeadraceException.config("The target said no.");
            }
        };
        FakeTask task = harness.start(refusing, List.of(at));
        freeze(harness, task);
        while (harness.step(task)) {
            // until the load has failed
        }
        task.commit();
        assertThat(task.failure()).isNull();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();

        task.iterate(1);
        assertThat(SinkHarness.failureOf(task)).isEqualTo("The target said no.");
        task.stop();

        load(harness, at);
        assertEveryRecordOnce(harness);
    }

    @Test
    void s04_positionsOfRevokedPartitionsAreLeftAlone() {
        SinkHarness harness = harness();
        TopicPartition kept = partition("orders", 0);
        TopicPartition taken = partition("orders", 1);
        produce(harness, kept, 0, 3);
        produce(harness, taken, 10, 3);
        load(harness, kept, taken);
        produce(harness, kept, 3, 3);
        produce(harness, taken, 13, 3);

        FakeTask task = harness.start(List.of(kept, taken));
        task.revoke(List.of(taken));
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();
        load(harness, taken);
        assertEveryRecordOnce(harness);
    }

    @Test
    void s05_cooperativeRebalancesGiveAndTakeChangesOnly() {
        SinkHarness harness = harness();
        TopicPartition zero = partition("orders", 0);
        TopicPartition one = partition("orders", 1);
        produce(harness, zero, 0, 5);
        produce(harness, one, 100, 5);
        FakeTask first = harness.start(List.of(zero, one));
        freeze(harness, first);
        harness.step(first);
        first.revoke(List.of(one));
        FakeTask second = harness.start(List.of(one));
        rounds(harness, second, 2);
        rounds(harness, first, 2);
        produce(harness, zero, 5, 2);
        produce(harness, one, 105, 2);
        harness.drain(second);
        second.revoke(List.of(one));
        first.assign(List.of(one));
        produce(harness, one, 107, 2);
        harness.drain(first);

        assertThat(first.failure()).isNull();
        assertThat(second.failure()).isNull();
        assertEveryRecordOnce(harness);
        first.stop();
        second.stop();
    }

    @Test
    void s05_eagerRebalancesTakeEverythingInTheMiddleOfALoad() {
        for (int pieces = 0; pieces <= PIECES; pieces++) {
            SinkHarness harness = harness();
            TopicPartition zero = partition("eager_" + pieces, 0);
            TopicPartition one = partition("eager_" + pieces, 1);
            produce(harness, zero, 0, 5);
            produce(harness, one, 100, 5);
            FakeTask first = harness.start(List.of(zero, one));
            freeze(harness, first);
            for (int i = 0; i < pieces; i++) {
                harness.step(first);
            }
            first.reassign(List.of(zero));
            FakeTask second = harness.start(List.of(one));
            rounds(harness, first, 2);
            rounds(harness, second, 2);
            second.revoke(List.of(one));
            first.reassign(List.of(zero, one));
            produce(harness, one, 105, 2);
            harness.drain(first);

            assertThat(first.failure()).isNull();
            assertEveryRecordOnce(harness);
            first.stop();
            second.stop();
        }
    }

    @Test
    void s05_aTaskWithFullBuffersGoesOnAfterAnEagerRebalance() {
        for (String delivery : List.of("exactly_once", "at_least_once")) {
            SinkHarness harness = harness("delivery", delivery, "flush.rows", "2");
            TopicPartition at = partition("full_" + delivery, 0);
            produce(harness, at, 0, 10);
            FakeTask task = harness.start(List.of(at));
            while (harness.step(task)) {
                // the ledger is read
            }
            for (int i = 0; i < 5; i++) {
                task.iterate(2);
            }
            assertThat(task.paused(at)).isTrue();
            task.reassign(List.of(at));
            harness.drain(task);
            assertThat(task.failure()).isNull();
            assertThat(appended(at.topic())).containsAll(sent(harness.topics, at.topic()));
            task.stop();
        }
    }

    @Test
    void s05_idleTasksFlushByTime() {
        SinkHarness harness = harness("flush.interval.ms", "2000");
        TopicPartition at = partition("orders", 0);
        produce(harness, at, 0, 3);
        FakeTask task = harness.start(List.of(at));
        harness.round(task);
        harness.round(task);
        harness.round(task);
        assertThat(rows("orders")).isEmpty();
        assertThat(task.askedTimeout()).isPositive().isLessThanOrEqualTo(2000);

        harness.clock.advance(Duration.ofSeconds(2));
        task.iterate(0);
        while (harness.step(task)) {
            // no record comes; time alone starts the load
        }
        assertEveryRecordOnce(harness);
        task.stop();
    }

    @Test
    void s06_recordsFromBeforeARewindAreIgnored() {
        SinkHarness harness = harness();
        TopicPartition at = partition("orders", 0);
        produce(harness, at, 0, 6);
        load(harness, at);
        // Kafka never got the commit, so the consumer starts anew while the ledger is ahead of it.
        harness.group.clear();
        produce(harness, at, 6, 4);
        FakeTask stale = harness.start(List.of(at));
        freeze(harness, stale);
        stale.expel();
        FakeTask owner = harness.start(List.of(at));
        harness.drain(owner);
        while (harness.step(stale)) {
            // its load is fenced
        }
        // Records come in the same put in which the task learns that it must read the ledger again.
        produce(harness, at, 10, 3);
        rounds(harness, stale, 6);
        stale.rejoin();
        harness.drain(owner);

        assertThat(stale.failure()).isNull();
        assertThat(owner.failure()).isNull();
        assertEveryRecordOnce(harness);
        stale.stop();
        owner.stop();
    }

    @Test
    void s07_offsetsMaySkip() {
        SinkHarness harness = harness();
        TopicPartition at = partition("orders", 0);
        harness.topics.skip(at, 3);
        for (int i = 0; i < 4; i++) {
            produce(harness, at, i * 10L, 2);
            harness.topics.skip(at, i + 1);
            produce(harness, at, i * 10L + 5, 1);
            harness.topics.skip(at, 2);
            load(harness, at);
        }
        assertEveryRecordOnce(harness);
        assertThat(harness.group.get(at)).isEqualTo(harness.topics.end(at) - 2);
    }

    @Test
    void s08_renamedTopicsAreCommittedByTheirOwnNames() {
        SinkHarness harness = harness().transforming(record -> renamed(record, "all_orders", 0));
        TopicPartition north = partition("north.orders", 0);
        TopicPartition south = partition("south.orders", 3);
        produce(harness, north, 0, 4);
        produce(harness, south, 100, 4);
        load(harness, north, south);
        produce(harness, south, 104, 2);
        load(harness, north, south);

        List<String> expected = new ArrayList<>(sent(harness.topics, "north.orders"));
        expected.addAll(sent(harness.topics, "south.orders"));
        assertThat(appended("all_orders")).containsExactlyElementsOf(expected);
        assertThat(harness.group.get(north)).isEqualTo(4);
        assertThat(harness.group.get(south)).isEqualTo(6);
    }

    static SinkRecord renamed(SinkRecord record, String topic, int partition) {
        return record.newRecord(
                topic,
                partition,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp());
    }

    @Test
    void s11_onePartitionFeedsManyTables() {
        for (int fault = 0; fault < 8; fault++) {
            String prefix = "fan" + fault + "_";
            SinkHarness harness = harness("retry.first.ms", "10")
                    .transforming(record -> renamed(record, prefix + record.kafkaOffset() % 3, 0));
            TopicPartition at = partition(prefix + "orders", 0);
            int nth = fault;
            int[] steps = {0};
            Faults once = (step, after) -> {
                if ((step == Step.STAGE || step == Step.COMMIT) && steps[0]++ == nth) {
                    throw new OutageException(step, after);
                }
            };
            produce(harness, at, 0, 9);
            FakeTask task = harness.start(once, List.of(at));
            freeze(harness, task);
            harness.step(task);
            task.commit();
            assertThat(harness.group.getOrDefault(at, 0L)).isZero();
            harness.drain(task);
            assertThat(task.failure()).isNull();
            task.stop();
            produce(harness, at, 9, 3);
            load(harness, at);

            List<String> found = new ArrayList<>();
            for (int table = 0; table < 3; table++) {
                found.addAll(appended(prefix + table));
            }
            found.sort(null);
            assertThat(found).containsExactlyElementsOf(sent(harness.topics, prefix + "orders"));
        }
    }

    @Test
    void s12_otherBoundariesAtAnotherTimeLoadTheSame() {
        for (boolean after : new boolean[] {false, true}) {
            TopicPartition at = partition("late_" + after, 0);
            SinkHarness harness = harness("flush.rows", "4");
            produce(harness, at, 0, 11);
            int[] commits = {0};
            FakeTask task = harness.start(
                    (step, done) -> {
                        if (step == Step.COMMIT && done == after && ++commits[0] == 2) {
                            throw new io.headrace.testkit.fault.CrashError(step, done);
                        }
                    },
                    List.of(at));
            for (int i = 0; i < 20 && !task.dead(); i++) {
                harness.clock.advance(Duration.ofSeconds(1));
                task.iterate(3);
                while (harness.step(task)) {
                    // until it dies
                }
            }
            assertThat(task.dead()).isTrue();
            harness.clock.advance(Duration.ofDays(3));
            harness.setting("flush.rows", "7");
            load(harness, at);
            assertEveryRecordOnce(harness);
        }
    }
}
