package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.Orders.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of one key in several partitions, as in a topic whose partition count was raised: the last one in the source's log decides. */
abstract class SourceOrderScenarios extends ChildScenarios {

    private static final Schema POSITIONED = Orders.rowWith(row -> row.field("__op", Schema.STRING_SCHEMA)
            .field("__lsn", Schema.INT64_SCHEMA)
            .field("__tx_order", Schema.INT64_SCHEMA));

    /** The greatest position, as an unsigned number. */
    private static final long GREATEST = -1;

    /** A row's life, and how it is after each change. */
    private static final List<Life> LIFE = List.of(
            new Life(change("c", "a", 0, 7), "note=a _headrace_deleted=false"),
            new Life(change("u", "b", 10, -1), "note=b _headrace_deleted=false"),
            new Life(change("u", "c", 10, 2), "note=c _headrace_deleted=false"),
            new Life(change("d", null, Long.MAX_VALUE, 1), "_headrace_deleted=true"),
            new Life(change("c", "d", Long.MIN_VALUE, 0), "note=d _headrace_deleted=false"),
            new Life(change("d", null, GREATEST - 1, 0), "_headrace_deleted=true"),
            new Life(change("c", "e", GREATEST, 0), "note=e _headrace_deleted=false"));

    private record Life(Change change, String after) {}

    private static Change change(String op, @Nullable String note, long sequence, long order) {
        return change(1, op, note, sequence, order);
    }

    /** As our sources send it with {@code record.format=row}. */
    private static Change change(long id, String op, @Nullable String note, long sequence, long order) {
        Struct row = new Struct(POSITIONED)
                .put("id", id)
                .put("note", note)
                .put("__op", op)
                .put("__lsn", sequence)
                .put("__tx_order", order);
        return Orders.plain(id, row);
    }

    private SinkHarness inSourceOrder(String... settings) {
        return merging(settings).setting("delete.mode", "soft").setting("merge.order", "source");
    }

    /** How the row with id 1 is, or is marked. What a deleted row held last depends on what came before it was deleted. */
    private String row(String topic) {
        List<Map<String, @Nullable Object>> rows = rows(topic);
        assertThat(rows).as("rows of %s", topic).hasSize(1);
        return Canonical.lines(
                        rows,
                        Boolean.TRUE.equals(rows.get(0).get("_headrace_deleted"))
                                ? new String[] {"_headrace_deleted"}
                                : new String[] {"note", "_headrace_deleted"})
                .get(0);
    }

    // ---- two partitions

    private interface Reading {
        /**
         * @param old has the first changes
         * @param now has the later ones
         */
        void load(SinkHarness harness, TopicPartition old, TopicPartition now);
    }

    /** A key moves to another partition after each possible number of its changes, and the two are read in an order that is not the source's. */
    private void wheneverItMoves(String name, Reading reading) {
        SinkHarness harness = inSourceOrder();
        for (int length = 2; length <= LIFE.size(); length++) {
            for (int moved = 1; moved < length; moved++) {
                String topic = name + "_" + length + "_" + moved;
                TopicPartition old = partition(topic, 0);
                TopicPartition now = partition(topic, 1);
                LIFE.subList(0, moved).forEach(step -> step.change().append(harness.topics, old));
                LIFE.subList(moved, length).forEach(step -> step.change().append(harness.topics, now));
                reading.load(harness, old, now);
                assertThat(row(topic)).as(topic).isEqualTo(LIFE.get(length - 1).after());
            }
        }
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    @Test
    void s13_inSourceOrderNewerChangesMayBeReadFirst() {
        wheneverItMoves("newer_first", (harness, old, now) -> {
            load(harness, now);
            load(harness, old);
        });
    }

    @Test
    void s13_inSourceOrderOlderChangesMayBeReadFirst() {
        wheneverItMoves("older_first", (harness, old, now) -> {
            load(harness, old);
            load(harness, now);
        });
    }

    @Test
    void s13_inSourceOrderBothMayBeInOneFlush() {
        wheneverItMoves("together", (harness, old, now) -> load(harness, now, old));
        wheneverItMoves("together_too", (harness, old, now) -> load(harness, old, now));
    }

    @Test
    void s13_inSourceOrderChangesMayComeBackwardsOneByOne() {
        SinkHarness harness = inSourceOrder();
        for (int i = LIFE.size() - 1; i >= 0; i--) {
            TopicPartition at = partition("backwards", i);
            append(harness, at, LIFE.get(i).change());
            load(harness, at);
            assertThat(row("backwards")).isEqualTo(LIFE.get(LIFE.size() - 1).after());
        }
    }

    /** Not a key's last change in Kafka but its last one at the source, for each of many keys in one statement. */
    @Test
    void s13_inSourceOrderEachKeyIsKeptByItself() {
        SinkHarness harness = inSourceOrder();
        TopicPartition old = partition("keys", 0);
        TopicPartition now = partition("keys", 1);
        List<String> expected = new ArrayList<>();
        for (long id = 0; id < 60; id++) {
            append(harness, now, change(id, "u", "new", 100, 0));
            append(harness, old, change(id, "u", "old", id % 3 == 0 ? 200 : 50, 0));
            expected.add("id=" + id + " note=" + (id % 3 == 0 ? "old" : "new"));
        }
        append(harness, old, change(60, "c", "only there", 1, 0));
        expected.add("id=60 note=only there");
        load(harness, now);
        load(harness, old);
        assertMerged("keys", expected.toArray(String[]::new));
    }

    /** One position may be that of several changes where the source says no more; then Kafka's order is as good as any. */
    @Test
    void s13_inSourceOrderEqualPositionsAreWrittenAsTheyCome() {
        inEveryCut(
                inSourceOrder(),
                "equal",
                List.of(change("c", "a", 5, 1), change("u", "b", 5, 1), change("u", "c", 5, 1), change("u", "z", 4, 9)),
                topic -> assertThat(row(topic)).isEqualTo("note=c _headrace_deleted=false"));
    }

    @Test
    void s13_inSourceOrderIgnoredDeletesLeaveTheRow() {
        SinkHarness harness = inSourceOrder().setting("delete.mode", "ignore");
        TopicPartition old = partition("undeleted", 0);
        TopicPartition now = partition("undeleted", 1);
        append(
                harness,
                old,
                change("c", "a", 1, 0),
                change("u", "b", 2, 0),
                change("d", null, 9, 0),
                Orders.tombstone(1));
        append(harness, now, change("u", "c", 3, 0));
        load(harness, now);
        load(harness, old);
        assertMerged("undeleted", "id=1 note=c");
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    // ---- again

    @Test
    void s29_inSourceOrderACrashAtAnyStepLeavesTheLastChange() {
        for (Nth crash : everywhere(true)) {
            SinkHarness harness = inSourceOrder("flush.rows", "3", "retry.first.ms", "10");
            String topic = "crash_" + crash.step() + "_" + crash.after() + "_" + crash.number();
            TopicPartition old = partition(topic, 0);
            TopicPartition now = partition(topic, 1);
            LIFE.subList(0, 4).forEach(step -> step.change().append(harness.topics, old));
            LIFE.subList(4, 7).forEach(step -> step.change().append(harness.topics, now));
            crashAndGoOn(harness, crash, List.of(now, old));
            load(harness, old, now);
            assertThat(row(topic)).as(topic).isEqualTo("note=e _headrace_deleted=false");
        }
    }

    @Test
    void s13_inSourceOrderARewindChangesNothing() {
        SinkHarness harness = inSourceOrder("flush.rows", "1");
        TopicPartition old = partition("rewound", 0);
        TopicPartition now = partition("rewound", 1);
        LIFE.subList(0, 4).forEach(step -> step.change().append(harness.topics, old));
        LIFE.subList(4, 7).forEach(step -> step.change().append(harness.topics, now));
        load(harness, old, now);
        alterOffsets(harness, Map.of());
        harness.group.clear();
        load(harness, old);
        assertThat(row("rewound")).isEqualTo("note=e _headrace_deleted=false");
        load(harness, now);
        assertThat(row("rewound")).isEqualTo("note=e _headrace_deleted=false");
    }

    // ---- rows from before

    @Test
    void s13_inSourceOrderRowsFromBeforeTheOptionGiveWay() {
        for (String metadata : List.of("none", "source_sequence")) {
            String topic = "before_" + metadata;
            TopicPartition at = partition(topic, 0);
            SinkHarness harness = merging("metadata.columns", metadata);
            append(harness, at, change("c", "a", 10, 5), change(2, "c", "a", 10, 5));
            load(harness, at);
            harness.setting("merge.order", "source").setting("delete.mode", "soft");
            append(harness, at, change("u", "same", 10, 1), change(2, "u", "later", 11, 0));
            load(harness, at);
            assertMerged(topic, "id=1 note=same", "id=2 note=later");
            append(harness, at, change("u", "older", 9, 8), change(2, "u", "older", 10, 9));
            load(harness, at);
            assertMerged(topic, "id=1 note=same", "id=2 note=later");
        }
    }

    // ---- what cannot be ordered

    private static final String NO_PLACE =
            "does not say where it stands in its source's log; merge.order=source needs that. ";

    @Test
    void s14_inSourceOrderWhatCannotBeOrderedIsPutAside() {
        SinkHarness harness = inSourceOrder();
        TopicPartition at = partition("aside", 0);
        append(harness, at, change("c", "a", 1, 0), change(2, "c", "b", 2, 0), Orders.insert(1, "no position"));
        append(harness, at, Orders.tombstone(2), change(2, "u", Orders.UNAVAILABLE, 3, 0), change(3, "c", "c", 4, 0));
        append(harness, at, change(3, "d", Orders.UNAVAILABLE, 5, 0), Orders.tombstone(3));
        load(harness, at);
        assertThat(Canonical.lines(rows("aside"), "id", "note", "_headrace_deleted"))
                .containsExactly(
                        "id=1 note=a _headrace_deleted=false",
                        "id=2 note=b _headrace_deleted=false",
                        "id=3 note=c _headrace_deleted=true");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void s14_inSourceOrderWhatCannotBeOrderedIsSaid() {
        assertRefused(
                "plain",
                Orders.insert(1, "a"),
                "Record plain-0@0 " + NO_PLACE
                        + "Let the source send change events with their position, or use merge.order=offset.");
        assertRefused(
                "bare",
                Orders.tombstone(1),
                "Record bare-0@0 " + NO_PLACE
                        + "If it is a tombstone, let the source send delete events with their position (with Debezium, 'tombstones.on.delete=false' leaves the tombstones out), or use merge.order=offset.");
        assertRefused(
                "part",
                change("u", Orders.UNAVAILABLE, 1, 0),
                "Record part-0@0 does not bring the value of field 'note'; merge.order=source needs whole rows. Let the source send them (in Postgres, ALTER TABLE … REPLICA IDENTITY FULL), or use merge.order=offset.");
    }

    private void assertRefused(String topic, Change change, String reason) {
        SinkHarness harness = inSourceOrder().withoutDeadLetters();
        TopicPartition at = partition(topic, 0);
        append(harness, at, change);
        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task)).contains(reason);
        task.stop();
    }

    @Test
    void s14_inSourceOrderWhatLeavesNoPositionIsRefused() {
        Map<String, String> config = new HashMap<>(inSourceOrder().config());
        for (String key : List.of("merge.order", "delete.mode", "truncate.mode", "nested.lists")) {
            assertThat(errors(config, key)).as(key).isEmpty();
        }
        config.putAll(Map.of("delete.mode", "hard", "truncate.mode", "apply", "nested.lists", "child"));
        assertThat(errors(config, "delete.mode"))
                .containsExactly(
                        "delete.mode: 'hard' is not possible with merge.order=source: a row that is gone cannot say when it was deleted, so an older change would bring it back. Set it to soft or ignore, or 'merge.order' to offset.");
        assertThat(errors(config, "truncate.mode"))
                .containsExactly(
                        "truncate.mode: 'apply' is not possible with merge.order=source: an emptied table cannot say when it was emptied, so older changes would fill it again. Set it to ignore or fail, or 'merge.order' to offset.");
        assertThat(errors(config, "nested.lists"))
                .containsExactly(
                        "nested.lists: 'child' is not possible with merge.order=source: the rows of a list's elements do not say which change they are of. Set it to keep, or 'merge.order' to offset.");
        config.put("write.mode", "append");
        assertThat(errors(config, "merge.order"))
                .containsExactly(
                        "merge.order: 'source' is about merged rows, and 'write.mode' is append, which keeps every change. Leave it out, or set 'write.mode' to merge.");
    }
}
