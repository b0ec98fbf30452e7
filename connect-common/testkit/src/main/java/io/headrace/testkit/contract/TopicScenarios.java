package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.sink.DestinationFactory;
import io.headrace.sink.HeadraceSinkConnector;
import io.headrace.sink.HeadraceSinkTask;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Is this still the topic that was loaded, and does the user want to go on where the ledger says? */
abstract class TopicScenarios extends DeliveryScenarios {

    private static final String RECREATED =
            ". It was deleted and created again, or truncated. Going on could skip records. Stop the connector and either clear its offsets (DELETE /connectors/NAME/offsets) to load the new topic from its beginning, or set a new 'ledger.id'.";

    private static final String MEND =
            RECREATED + " If a transform changes records on each read, set 'ledger.verify=timestamp'.";

    private static final class Connector extends HeadraceSinkConnector {
        Connector(DestinationFactory factory) {
            super(factory, HeadraceSinkTask.class);
        }
    }

    private Connector connector() {
        return new Connector(target().factory());
    }

    final List<String> errors(Map<String, String> config, String key) {
        return connector().validate(config).configValues().stream()
                .filter(value -> value.name().equals(key))
                .map(ConfigValue::errorMessages)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void s09_readingAbortedTransactionsIsRefused() {
        Map<String, String> config = new HashMap<>(harness().config());
        assertThat(errors(config, "delivery")).isEmpty();
        config.remove("consumer.override.isolation.level");
        assertThat(errors(config, "delivery"))
                .containsExactly(
                        "delivery: 'exactly_once' needs a consumer that does not read aborted transactions. Add 'consumer.override.isolation.level': 'read_committed', or set 'consumer.reads.committed' to true where the worker's consumers are set so already.");
        config.put("consumer.reads.committed", "true");
        assertThat(errors(config, "delivery")).isEmpty();
        config.remove("consumer.reads.committed");
        config.put("delivery", "at_least_once");
        assertThat(errors(config, "delivery")).isEmpty();
    }

    @Test
    void s10_aShorterTopicOfTheSameNameIsRefused() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 6);
        load(harness, at);
        List<String> before = appended("orders");
        harness.topics.recreate("orders");
        produce(harness, at, 100, 3);

        assertThat(failureOnOpening(harness, at))
                .isEqualTo(
                        "Topic 'orders' partition 0 is not the one that was loaded: the topic now ends before the last record that was loaded, at offset 5"
                                + MEND);
        assertThat(appended("orders")).containsExactlyElementsOf(before);
    }

    @Test
    void s10_aLongerTopicOfTheSameNameIsRefused() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 6);
        load(harness, at);
        List<String> before = appended("orders");
        harness.topics.recreate("orders");
        produce(harness, at, 100, 20);

        assertThat(failureOnOpening(harness, at))
                .isEqualTo(
                        "Topic 'orders' partition 0 is not the one that was loaded: another record stands at offset 5, the last one that was loaded"
                                + MEND);
        assertThat(appended("orders")).containsExactlyElementsOf(before);
    }

    @Test
    void s10_aTopicMadeAgainUnderARunningTaskIsRefused() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 6);
        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        harness.topics.recreate("orders");
        rounds(harness, task, 1);
        produce(harness, at, 100, 3);
        rounds(harness, task, 2);

        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "Topic 'orders' partition 0 is not the one that was loaded: the topic now ends before the last record that was loaded, at offset 5"
                                + MEND);
        task.stop();
        assertThat(appended("orders")).hasSize(6);
    }

    @Test
    void s10_whatRetentionTookIsSaid() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 3);
        load(harness, at);
        produce(harness, at, 3, 6);
        harness.topics.retainFrom(at, 7);

        assertThat(failureOnOpening(harness, at))
                .isEqualTo(
                        "Topic 'orders' partition 0: records from offset 3 to 6 are gone (retention or compaction) and were never loaded. Set 'on.gap=continue' to go on without them, or reload the data another way and move the offsets (PATCH /connectors/NAME/offsets). Compaction is no loss: set 'kafka.bootstrap.servers' to let the brokers tell it from retention.");

        harness.setting("on.gap", "continue");
        load(harness, at);
        assertThat(Canonical.lines(rows("orders"), "_headrace_offset"))
                .containsExactly(
                        "_headrace_offset=0",
                        "_headrace_offset=1",
                        "_headrace_offset=2",
                        "_headrace_offset=7",
                        "_headrace_offset=8");
    }

    @Test
    void s07_whatCompactionTookIsNoGapWhereTheBrokersSaySo() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = asking();
        produce(harness, at, 0, 3);
        load(harness, at);
        produce(harness, at, 3, 5);
        for (long offset = 2; offset < 6; offset++) {
            harness.topics.compact(at, offset);
        }

        load(harness, at);
        assertThat(Canonical.lines(rows("orders"), "_headrace_offset"))
                .containsExactly(
                        "_headrace_offset=0",
                        "_headrace_offset=1",
                        "_headrace_offset=2",
                        "_headrace_offset=6",
                        "_headrace_offset=7");
    }

    @Test
    void s10_whatRetentionTookIsSaidByTheBrokersToo() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = asking();
        produce(harness, at, 0, 3);
        load(harness, at);
        produce(harness, at, 3, 6);
        harness.topics.retainFrom(at, 7);

        assertThat(failureOnOpening(harness, at))
                .isEqualTo(
                        "Topic 'orders' partition 0: the topic begins at offset 7 now; records from offset 3 on are gone (retention) and were never loaded. Set 'on.gap=continue' to go on without them, or reload the data another way and move the offsets (PATCH /connectors/NAME/offsets).");
        assertThat(rows("orders")).hasSize(3);
    }

    /** What the brokers say before a record comes may be true no more when it comes. */
    @Test
    void s10_retentionBetweenTheAnswerAndTheFirstRecordIsSaid() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = asking();
        produce(harness, at, 0, 3);
        load(harness, at);
        produce(harness, at, 3, 6);
        FakeTask task = harness.start(List.of(at));
        task.iterate(0);
        while (harness.step(task)) {
            // the ledger is read and the brokers have answered, but no record was taken yet
        }
        harness.topics.retainFrom(at, 7);
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task)).contains("the topic begins at offset 7 now");
        task.stop();
        assertThat(rows("orders")).hasSize(3);
    }

    @Test
    void s10_anotherTopicIdIsRefusedThoughTheRecordsAreTheSame() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = asking();
        produce(harness, at, 0, 6);
        load(harness, at);
        harness.topics.recreate("orders");
        produce(harness, at, 0, 9);

        assertThat(failureOnOpening(harness, at))
                .isEqualTo(
                        "Topic 'orders' partition 0 is not the one that was loaded: its topic id is orders#2, that of the loaded one was orders#1"
                                + RECREATED);
        assertThat(rows("orders")).hasSize(6);

        alterOffsets(harness, Map.of());
        harness.group.clear();
        load(harness, at);
        assertThat(rows("orders")).hasSize(15);
        load(harness, at);
        assertThat(rows("orders")).hasSize(15);
    }

    @Test
    void s10_aLedgerOfTheFirstReleaseLearnsTheTopicsId() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 3);
        load(harness, at);
        assertThat(harness.brokers.questions()).isZero();
        target().firstLedger();
        harness.setting("kafka.bootstrap.servers", "broker:9092");
        produce(harness, at, 3, 3);
        load(harness, at);
        assertThat(rows("orders")).hasSize(6);

        harness.topics.recreate("orders");
        produce(harness, at, 0, 6);
        assertThat(failureOnOpening(harness, at))
                .contains("its topic id is orders#2, that of the loaded one was orders#1");
    }

    @Test
    void s26_brokersThatDoNotAnswerAreAskedAgain() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = asking();
        produce(harness, at, 0, 3);
        harness.brokers.down(true);
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 20);
        assertThat(task.failure()).isNull();
        assertThat(harness.brokers.questions()).isGreaterThan(3);
        assertThat(rows("orders")).isEmpty();

        harness.brokers.down(false);
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();
        assertEveryRecordOnce(harness);
    }

    private SinkHarness asking() {
        return harness("kafka.bootstrap.servers", "broker:9092");
    }

    private static @Nullable String failureOnOpening(SinkHarness harness, TopicPartition at) {
        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        String failure = SinkHarness.failureOf(task);
        task.stop();
        return failure;
    }

    @Test
    void resetOffsetsRewindTheLedger() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = merging("metadata.columns", "offset");
        produce(harness, at, 0, 6);
        load(harness, at);
        append(harness, at, Orders.insert(2, "changed"));

        alterOffsets(harness, Map.of(at, 4L));
        harness.group.put(at, 4L);
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 2);
        assertThat(task.failure()).isNull();
        harness.drain(task);
        task.stop();
        assertMerged(
                "orders",
                "id=0 note=n0",
                "id=1 note=n1",
                "id=2 note=changed",
                "id=3 note=n3",
                "id=4 note=n4",
                "id=5 note=n5");
    }

    @Test
    void resetOffsetsLoadAgainFromThereInAppendMode() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 6);
        load(harness, at);
        List<String> once = appended("orders");

        alterOffsets(harness, Map.of(at, 4L));
        harness.group.put(at, 4L);
        load(harness, at);
        assertThat(appended("orders")).hasSize(8).containsAll(once);

        alterOffsets(harness, Map.of());
        harness.group.clear();
        load(harness, at);
        assertThat(appended("orders")).hasSize(14).containsAll(once);
    }

    @Test
    void resetOffsetsLetARecreatedTopicBeLoaded() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 6);
        load(harness, at);
        harness.topics.recreate("orders");
        produce(harness, at, 100, 3);
        alterOffsets(harness, Map.of());
        harness.group.clear();
        load(harness, at);
        assertThat(appended("orders")).hasSize(9).containsAll(sent(harness.topics, "orders"));
    }

    @Test
    void resetOffsetsFenceAWriterThatStillRuns() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 4);
        FakeTask zombie = harness.start(List.of(at));
        freeze(harness, zombie);
        harness.step(zombie);
        zombie.expel();
        alterOffsets(harness, Map.of(at, 2L));
        harness.group.put(at, 2L);
        rounds(harness, zombie, 1);
        assertThat(rows("orders")).isEmpty();
        zombie.kill();

        load(harness, at);
        assertThat(Canonical.lines(rows("orders"), "_headrace_offset"))
                .containsExactly("_headrace_offset=2", "_headrace_offset=3");
    }

    @Test
    void clearedOffsetsStopAWriterThatStillRuns() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 4);
        FakeTask zombie = harness.start(List.of(at));
        harness.drain(zombie);
        produce(harness, at, 4, 2);
        freeze(harness, zombie);
        zombie.expel();
        alterOffsets(harness, Map.of());
        harness.group.clear();
        produce(harness, at, 6, 2);
        rounds(harness, zombie, 5);
        assertThat(SinkHarness.failureOf(zombie))
                .isEqualTo(
                        "The offsets of topic 'orders' partition 0 were cleared while this task was running, so it cannot know where to go on. Restart the task.");
        zombie.stop();
        assertThat(appended("orders")).hasSize(4);

        load(harness, at);
        assertThat(appended("orders")).hasSize(12).containsAll(sent(harness.topics, "orders"));
    }

    final void alterOffsets(SinkHarness harness, Map<TopicPartition, Long> offsets) {
        assertThat(connector().alterOffsets(harness.config(), offsets)).isTrue();
    }

    @Test
    void aNewerLedgerIsRefused() {
        TopicPartition at = partition("orders", 0);
        SinkHarness harness = harness();
        produce(harness, at, 0, 2);
        load(harness, at);
        assumeTrue(target().ageLedger(), "This target's suite cannot write a ledger of a later format");
        produce(harness, at, 2, 2);
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 3);
        assertThat(SinkHarness.failureOf(task))
                .contains("has format version 2, this release reads up to 1")
                .endsWith("Run the release that wrote it, or a later one.");
        task.stop();
        assertThat(rows("orders")).hasSize(2);
    }
}
