package io.headrace.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Settings;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.TableId;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.OutageException;
import io.headrace.testkit.fault.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** A target that is down is spared and waited for; one that fails for no known reason is not waited for without end. */
class TroubleTest {

    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final Schema ROW =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private final MemoryTarget target = new MemoryTarget();
    private final SinkHarness harness =
            new SinkHarness(() -> new MemoryDestination(target), Settings.of(), Map.of("retry.first.ms", "10"), 1);
    private boolean down;

    private void send(TopicPartition at, int count) {
        for (int i = 0; i < count; i++) {
            long id = harness.topics.end(at);
            harness.topics.append(at, null, null, ROW, new Struct(ROW).put("id", id));
        }
    }

    private void rounds(FakeTask task, int count) {
        for (int i = 0; i < count; i++) {
            harness.clock.advance(Duration.ofSeconds(10));
            harness.round(task);
            task.commit();
        }
    }

    @Test
    void partitionsArePausedWhileTheTargetIsDown() {
        Faults outage = (step, after) -> {
            if (down) {
                throw new OutageException(step, after);
            }
        };
        send(ZERO, 3);
        FakeTask task = harness.start(outage, List.of(ZERO));
        harness.drain(task);
        assertThat(task.paused(ZERO)).isFalse();

        down = true;
        send(ZERO, 3);
        rounds(task, 3);
        assertThat(task.paused(ZERO)).isFalse();
        rounds(task, 10);
        assertThat(task.paused(ZERO)).isTrue();
        task.assign(List.of(ONE));
        send(ZERO, 3);
        send(ONE, 3);
        rounds(task, 60);
        assertThat(task.paused(ONE)).isTrue();
        assertThat(task.failure()).isNull();

        down = false;
        rounds(task, 3);
        assertThat(task.paused(ZERO)).isFalse();
        assertThat(task.paused(ONE)).isFalse();
        harness.drain(task);
        assertThat(task.failure()).isNull();
        assertThat(target.rows(TableId.of("orders"))).hasSize(12);
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    @Test
    void anErrorThatNobodyKnowsIsTriedOnlySoOften() {
        int[] tries = new int[1];
        Faults unknown = (step, after) -> {
            if (down && step == Step.STAGE && !after) {
                tries[0]++;
                throw new HeadraceException(ErrorClass.DOUBTFUL, "The target says something new.");
            }
        };
        send(ZERO, 3);
        FakeTask task = harness.start(unknown, List.of(ZERO));
        harness.drain(task);
        down = true;
        send(ZERO, 3);
        rounds(task, 30);
        assertThat(tries[0]).isEqualTo(8);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "The target says something new. This was tried 8 times in a row and never passed, so the task"
                                + " stops. Nothing is lost: mend it and restart the task.");
        task.stop();
        assertThat(harness.reporter.confirmed()).isEmpty();

        down = false;
        harness.drain(harness.start(unknown, List.of(ZERO)));
        assertThat(target.rows(TableId.of("orders"))).hasSize(6);
    }

    @Test
    void anUnknownErrorAfterWhichTheRangeIsDurableIsNoReasonToStop() {
        Faults answerLost = (step, after) -> {
            if (step == Step.COMMIT && after) {
                throw new HeadraceException(ErrorClass.DOUBTFUL, "The target says something new.");
            }
        };
        FakeTask task = harness.start(answerLost, List.of(ZERO));
        for (int i = 0; i < 12; i++) {
            send(ZERO, 1);
            harness.drain(task);
        }
        assertThat(task.failure()).isNull();
        assertThat(target.rows(TableId.of("orders"))).hasSize(12);
    }

    /** Consumers have a deleted topic until they ask for metadata again, some minutes later. */
    @Test
    void aTopicThatIsDeletedWhileItIsOpenedHoldsTheOthersOnlyWhileItIsAssigned() {
        TopicPartition deleted = new TopicPartition("deleted", 0);
        harness.setting("kafka.bootstrap.servers", "broker:9092");
        send(ZERO, 3);
        FakeTask task = harness.start(List.of(ZERO));
        harness.drain(task);
        harness.brokers.delete("deleted");
        task.assign(List.of(deleted));
        rounds(task, 20);
        assertThat(task.paused(ZERO)).isTrue();

        task.lose(List.of(deleted));
        send(ZERO, 3);
        harness.drain(task);
        assertThat(task.failure()).isNull();
        assertThat(task.paused(ZERO)).isFalse();
        assertThat(target.rows(TableId.of("orders"))).hasSize(6);
    }
}
