package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Rows by key: the last record of a key decides, whatever the batches were. */
abstract class KeyScenarios extends TopicScenarios {

    @Test
    void s13_mergeIsRefusedWhereThereAreNoKeys() {
        assumeTrue(!can().merge(), "This target merges; the other S13 scenarios are about it");
        assertThat(target().factory().merges()).isFalse();
    }

    @Test
    void s13_insertDeleteInsertEndsAsTheLastInsert() {
        SinkHarness harness = merging();
        inEveryCut(
                harness,
                "idi",
                List.of(
                        Orders.insert(1, "first"),
                        Orders.insert(2, "other"),
                        Orders.tombstone(1),
                        Orders.insert(1, "last")),
                topic -> assertMerged(topic, "id=1 note=last", "id=2 note=other"));
    }

    @Test
    void s13_deleteInsertDeleteEndsAsDeleted() {
        SinkHarness harness = merging();
        inEveryCut(
                harness,
                "did",
                List.of(
                        Orders.insert(1, "first"),
                        Orders.tombstone(1),
                        Orders.insert(1, "second"),
                        Orders.tombstone(1),
                        Orders.insert(3, "stays")),
                topic -> assertMerged(topic, "id=3 note=stays"));
    }

    @Test
    void s13_aNewRowHasNothingOfTheDeletedOne() {
        SinkHarness harness = merging();
        Schema wide = Orders.rowWith(row -> row.field("extra", Schema.OPTIONAL_STRING_SCHEMA));
        Struct full = new Struct(wide).put("id", 1L).put("note", "old").put("extra", "old");
        inEveryCut(
                harness,
                "reborn",
                List.of(Orders.plain(1, full), Orders.tombstone(1), Orders.insert(1, "new")),
                topic -> assertThat(Canonical.lines(rows(topic), "id", "note", "extra"))
                        .containsExactly("id=1 note=new extra=null"));
    }

    @Test
    void s14_aDeleteAndItsTombstoneAreOneDelete() {
        SinkHarness harness = harness();
        inEveryCut(
                harness,
                "deleted",
                List.of(
                        Orders.created(Orders.row(1, "a")),
                        Orders.deleted(1),
                        Orders.tombstone(1),
                        Orders.created(Orders.row(2, "b"))),
                topic -> assertThat(Canonical.lines(rows(topic), "_headrace_offset", "_headrace_op", "id"))
                        .containsExactly(
                                "_headrace_offset=0 _headrace_op=c id=1",
                                "_headrace_offset=1 _headrace_op=d id=1",
                                "_headrace_offset=3 _headrace_op=c id=2"));
    }

    @Test
    void s14_tombstonesMayHaveASchema() {
        SinkHarness harness = merging();
        inEveryCut(
                harness,
                "typed",
                List.of(Orders.insert(1, "a"), Orders.insert(2, "b"), Orders.tombstoneWithSchema(1)),
                topic -> assertMerged(topic, "id=2 note=b"));
    }

    @Test
    void s14_recordsWithoutAKeyGoToDeadLetters() {
        SinkHarness harness = merging();
        TopicPartition at = partition("keyless", 0);
        append(harness, at, Orders.insert(1, "a"));
        Schema keyless =
                SchemaBuilder.struct().field("note", Schema.STRING_SCHEMA).build();
        harness.topics.append(at, null, null, keyless, new Struct(keyless).put("note", "nobody's"));
        harness.topics.append(at, null, null, null, null);
        append(harness, at, Orders.insert(2, "b"));
        load(harness, at);

        assertMerged("keyless", "id=1 note=a", "id=2 note=b");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void s14_softDeletesMarkTheRow() {
        SinkHarness harness = merging("delete.mode", "soft", "metadata.columns", "op");
        inEveryCut(
                harness,
                "soft",
                List.of(
                        Orders.insert(1, "a"),
                        Orders.insert(2, "b"),
                        Orders.tombstone(1),
                        Orders.insert(3, "c"),
                        Orders.tombstone(3),
                        Orders.insert(3, "back")),
                topic -> assertThat(Canonical.lines(rows(topic), "id", "note", "_headrace_deleted"))
                        .containsExactly(
                                "id=1 note=a _headrace_deleted=true",
                                "id=2 note=b _headrace_deleted=false",
                                "id=3 note=back _headrace_deleted=false"));
    }

    /** The row was there all the time, so it must not depend on where batches end whether a field that the new record lacks keeps its value. */
    @Test
    void s14_aRowThatComesBackAfterASoftDeleteIsTheSameInEveryCut() {
        SinkHarness harness = merging("delete.mode", "soft");
        Schema wide = Orders.rowWith(schema -> schema.field("extra", Schema.OPTIONAL_STRING_SCHEMA));
        Struct full = new Struct(wide).put("id", 1L).put("note", "old").put("extra", "x");
        inEveryCut(
                harness,
                "back",
                List.of(Orders.plain(1, full), Orders.tombstone(1), Orders.insert(1, "new")),
                topic -> assertThat(Canonical.lines(rows(topic), "id", "note", "extra", "_headrace_deleted"))
                        .containsExactly("id=1 note=new extra=x _headrace_deleted=false"));
    }

    @Test
    void s15_aChangedKeyLeavesTheOldAndHasTheNew() {
        SinkHarness harness = merging();
        inEveryCut(
                harness,
                "moved",
                List.of(
                        Orders.created(Orders.row(1, "a")),
                        Orders.deleted(1),
                        Orders.tombstone(1),
                        Orders.created(Orders.row(9, "a")),
                        Orders.updated(Orders.row(9, "b"))),
                topic -> assertMerged(topic, "id=9 note=b"));
    }

    @Test
    void s15_aChangedKeyMayMoveToAnotherPartition() {
        for (boolean newFirst : new boolean[] {false, true}) {
            SinkHarness harness = merging();
            String topic = "across_" + newFirst;
            TopicPartition old = partition(topic, 0);
            TopicPartition now = partition(topic, 1);
            append(harness, old, Orders.created(Orders.row(1, "a")));
            load(harness, old, now);
            append(harness, old, Orders.deleted(1), Orders.tombstone(1));
            append(harness, now, Orders.created(Orders.row(9, "a")));
            load(harness, newFirst ? now : old);
            load(harness, newFirst ? old : now);
            assertMerged(topic, "id=9 note=a");
        }
    }

    @Test
    void s16_anUpsertTouchesNoOtherRowThroughAUniqueIndex() {
        SinkHarness harness = merging();
        TopicPartition at = partition("unique_notes", 0);
        append(harness, at, Orders.insert(1, "taken"), Orders.insert(2, "free"));
        load(harness, at);
        assumeTrue(
                target().makeUnique(table("unique_notes"), "note"),
                "This target has no unique indexes besides the key");
        append(harness, at, Orders.insert(3, "taken"), Orders.insert(2, "changed"), Orders.insert(4, "new"));
        load(harness, at);

        assertMerged("unique_notes", "id=1 note=taken", "id=2 note=changed", "id=4 note=new");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(2L);
    }

    @Test
    void s16_aUniqueValueMovesBetweenKeysWithinOneFlush() {
        SinkHarness harness = merging();
        TopicPartition at = uniqueNotes(harness, "swapped", 1, "x", 2, "y");
        append(harness, at, Orders.insert(3, "c"));
        append(harness, at, Orders.insert(1, "between"), Orders.insert(2, "x"), Orders.insert(1, "y"));
        append(harness, at, Orders.insert(4, "d"));
        load(harness, at);

        assertMerged("swapped", "id=1 note=y", "id=2 note=x", "id=3 note=c", "id=4 note=d");
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    /** Which partition's records came first is not known for sure. */
    @Test
    void s16_aUniqueValueMovesBetweenKeysOfTwoPartitions() {
        for (int first = 0; first < 2; first++) {
            SinkHarness harness = merging();
            String topic = "swapped_" + first;
            TopicPartition one = uniqueNotes(harness, topic, 1, "x", 2, "y");
            TopicPartition two = partition(topic, 1);
            append(harness, one, Orders.insert(1, "between"), Orders.insert(1, "y"));
            append(harness, two, Orders.insert(2, "x"));
            load(harness, first == 0 ? one : two, first == 0 ? two : one);

            assertMerged(topic, "id=1 note=y", "id=2 note=x");
            assertThat(harness.reporter.confirmed()).isEmpty();
        }
    }

    @Test
    void s16_aDeletedRowLeavesItsUniqueValueToAnother() {
        SinkHarness harness = merging();
        TopicPartition at = uniqueNotes(harness, "left", 1, "x", 2, "y");
        append(harness, at, Orders.tombstone(1), Orders.insert(3, "x"), Orders.tombstone(2), Orders.insert(2, "z"));
        load(harness, at);

        assertMerged("left", "id=2 note=z", "id=3 note=x");
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    @Test
    void s16_onlyWhatIsRefusedInItsTurnIsPutAside() {
        SinkHarness harness = merging();
        TopicPartition at = uniqueNotes(harness, "turns", 1, "x", 2, "y");
        for (int id = 10; id < 50; id++) {
            append(harness, at, Orders.insert(id, "n" + id));
        }
        append(harness, at, Orders.insert(3, "y"), Orders.insert(4, "x"));
        append(harness, at, Orders.insert(1, "between"), Orders.insert(2, "x"), Orders.insert(1, "y"));
        load(harness, at);

        assertThat(Canonical.lines(rows("turns"), "id", "note")).hasSize(42).contains("id=1 note=y", "id=2 note=x");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(42L, 43L);
    }

    /** A topic whose table has two rows and a unique index on the note. */
    private TopicPartition uniqueNotes(
            SinkHarness harness, String topic, long id, String note, long other, String its) {
        TopicPartition at = partition(topic, 0);
        append(harness, at, Orders.insert(id, note), Orders.insert(other, its));
        load(harness, at);
        assumeTrue(target().makeUnique(table(topic), "note"), "This target has no unique indexes besides the key");
        return at;
    }

    @Test
    void s17_oneKeyManyTimesInABatchIsItsLastRecord() {
        SinkHarness harness = merging();
        TopicPartition at = partition("hot", 0);
        for (int i = 0; i < 300; i++) {
            append(harness, at, Orders.insert(i % 3, "v" + i));
        }
        load(harness, at);
        assertMerged("hot", "id=0 note=v297", "id=1 note=v298", "id=2 note=v299");
    }

    @Test
    void s17_aKeyIsTheSameWhateverItsWidth() {
        SinkHarness harness = merging();
        Schema narrow = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        inEveryCut(
                harness,
                "wider",
                List.of(
                        (topics, at) -> topics.append(
                                at, narrow, new Struct(narrow).put("id", 1), Orders.ROW, Orders.row(1, "a")),
                        Orders.insert(1, "b"),
                        (topics, at) -> topics.append(
                                at, narrow, new Struct(narrow).put("id", 1), Orders.ROW, Orders.row(1, "c"))),
                topic -> assertMerged(topic, "id=1 note=c"));
    }

    @Test
    void s18_valuesThatWereNotSentStayAsTheyWere() {
        SinkHarness harness = merging();
        Schema schema = Orders.rowWith(row -> row.field("blob", Schema.OPTIONAL_BYTES_SCHEMA)
                .field(
                        "tags",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .field(
                        "doc",
                        SchemaBuilder.string()
                                .name("io.debezium.data.Json")
                                .optional()
                                .build()));
        Struct full = new Struct(schema)
                .put("id", 1L)
                .put("note", "long text")
                .put("blob", new byte[] {1, 2, 3})
                .put("tags", List.of("x", "y"))
                .put("doc", "{\"a\":1}");
        Struct partial = new Struct(schema)
                .put("id", 1L)
                .put("note", Orders.UNAVAILABLE)
                .put("blob", Orders.UNAVAILABLE.getBytes(StandardCharsets.UTF_8))
                .put("tags", List.of(Orders.UNAVAILABLE))
                .put("doc", Orders.UNAVAILABLE);
        Struct known = new Struct(schema)
                .put("id", 1L)
                .put("note", "changed")
                .put("blob", Orders.UNAVAILABLE.getBytes(StandardCharsets.UTF_8))
                .put("tags", List.of(Orders.UNAVAILABLE))
                .put("doc", Orders.UNAVAILABLE);
        inEveryCut(
                harness,
                "toast",
                List.of(Orders.created(full), Orders.updated(partial), Orders.updated(known), Orders.updated(partial)),
                topic -> assertThat(Canonical.lines(rows(topic), "id", "note", "blob"))
                        .containsExactly("id=1 note=changed blob=0x010203"));
        for (int cut = 0; cut <= 4; cut++) {
            var row = rows("toast_" + cut).get(0);
            assertThat(Canonical.text(row.get("tags")))
                    .contains("x")
                    .contains("y")
                    .doesNotContain("unavailable");
            assertThat(Canonical.text(row.get("doc"))).contains("\"a\"").doesNotContain("unavailable");
        }
    }

    /** After a restart nothing tells the type of a null that comes without a schema; it is a null all the same. */
    @Test
    void s18_aNullWithoutASchemaIsNotAValueThatWasNotSent() {
        inEveryCut(
                merging(),
                "untyped_null",
                List.of(
                        Orders.untyped(1, Map.of("note", "known")),
                        Orders.untyped(2, Map.of("note", "kept")),
                        Orders.untyped(1, Orders.mapOf("note", null)),
                        Orders.untyped(2, Map.of("other", "x"))),
                topic -> assertMerged(topic, "id=1 note=null", "id=2 note=kept"));
    }

    @Test
    void s18_valuesThatWereNotSentAreNullInAppendMode() {
        SinkHarness harness = harness();
        TopicPartition at = partition("toast_log", 0);
        append(harness, at, Orders.created(Orders.row(1, "a")), Orders.updated(Orders.row(1, Orders.UNAVAILABLE)));
        load(harness, at);
        assertThat(Canonical.lines(rows("toast_log"), "_headrace_offset", "note"))
                .containsExactly("_headrace_offset=0 note=a", "_headrace_offset=1 note=null");
    }

    @Test
    void s17_tasksThatShareKeysEndWithOneRowEach() {
        assumeTrue(can().manyTasks(), "One task at a time loads this target");
        SinkHarness harness = merging("retry.first.ms", "10", "flush.rows", "5");
        List<FakeTask> tasks = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            TopicPartition at = partition("shared", number);
            for (int i = 0; i < 20; i++) {
                append(harness, at, Orders.insert(number == 0 ? i : 19 - i, "same"));
            }
            tasks.add(harness.start(List.of(at)));
        }
        for (int i = 0; i < 10; i++) {
            tasks.forEach(task -> rounds(harness, task, 1));
        }
        tasks.forEach(harness::drain);
        tasks.forEach(FakeTask::stop);
        assertThat(rows("shared")).hasSize(20);
    }
}
