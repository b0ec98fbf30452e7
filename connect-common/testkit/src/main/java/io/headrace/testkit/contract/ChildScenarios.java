package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.Orders.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SC-08, second part: lists that become tables of their own. */
abstract class ChildScenarios extends FailureScenarios {

    private static final String[] LINES = {"nested.lists", "child", "nested.structs", "flatten"};
    private static final Schema ITEM = SchemaBuilder.struct()
            .optional()
            .field("sku", Schema.STRING_SCHEMA)
            .field("qty", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema ORDER = Orders.rowWith(
            row -> row.field("items", listOf(ITEM)).field("tags", listOf(Schema.OPTIONAL_STRING_SCHEMA)));

    private static Schema listOf(Schema element) {
        return SchemaBuilder.array(element).optional().build();
    }

    private static Struct item(String sku, int qty) {
        return new Struct(ITEM).put("sku", sku).put("qty", qty);
    }

    private static Struct order(long id, @Nullable List<@Nullable Struct> items, String... tags) {
        return new Struct(ORDER)
                .put("id", id)
                .put("note", "n")
                .put("items", items)
                .put("tags", Arrays.asList(tags));
    }

    private static Change truncated() {
        Schema envelope = SchemaBuilder.struct()
                .name("orders.Envelope")
                .field("before", Orders.ROW)
                .field("after", Orders.ROW)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        return (topics, at) -> topics.append(at, null, null, envelope, new Struct(envelope).put("op", "t"));
    }

    final List<Map<String, @Nullable Object>> rowsOf(String topic, String list) {
        return target().rows(TableId.of(table(topic).name() + "__" + list));
    }

    private void assertItems(String topic, String... lines) {
        assertThat(Canonical.lines(rowsOf(topic, "items"), "_headrace_parent_id", "_headrace_index", "sku", "qty"))
                .as("items of %s", topic)
                .containsExactly(Arrays.stream(lines)
                        .map(line -> line.split(" "))
                        .map(cell -> "_headrace_parent_id=" + cell[0] + " _headrace_index=" + cell[1] + " sku="
                                + cell[2] + " qty=" + cell[3])
                        .toArray(String[]::new));
    }

    @Test
    void sc08_listsBecomeTables() {
        SinkHarness harness = harness(LINES);
        TopicPartition at = partition("lists", 0);
        append(
                harness,
                at,
                Orders.plain(7, order(7, Arrays.asList(item("a", 1), null, item("b", 2)), "x", "y")),
                Orders.plain(8, order(8, List.of(), "z")),
                Orders.plain(9, order(9, null)));
        load(harness, at);
        assertThat(Canonical.lines(rows("lists"), "id", "items__count", "tags__count"))
                .containsExactly(
                        "id=7 items__count=3 tags__count=2",
                        "id=8 items__count=0 tags__count=1",
                        "id=9 items__count=null tags__count=0");
        assertItems("lists", "7 0 a 1", "7 1 null null", "7 2 b 2");
        assertThat(Canonical.lines(
                        rowsOf("lists", "tags"),
                        "_headrace_topic",
                        "_headrace_partition",
                        "_headrace_offset",
                        "_headrace_index",
                        "value"))
                .containsExactly(
                        "_headrace_topic=lists _headrace_partition=0 _headrace_offset=0 _headrace_index=0 value=x",
                        "_headrace_topic=lists _headrace_partition=0 _headrace_offset=0 _headrace_index=1 value=y",
                        "_headrace_topic=lists _headrace_partition=0 _headrace_offset=1 _headrace_index=0 value=z");
    }

    @Test
    void sc08_listsOfRecordsWithoutKeyAreFoundByTheirCoordinates() {
        SinkHarness harness = harness(LINES).setting("metadata.columns", "none");
        TopicPartition at = partition("keyless", 1);
        harness.topics.append(at, null, null, ORDER, order(1, null, "x"));
        harness.topics.append(at, null, null, ORDER, order(2, null, "y"));
        load(harness, at);
        assertThat(rowsOf("keyless", "tags"))
                .allSatisfy(row -> assertThat(row.keySet())
                        .contains(
                                "_headrace_topic",
                                "_headrace_partition",
                                "_headrace_offset",
                                "_headrace_index",
                                "value")
                        .hasSize(5));
        assertThat(Canonical.lines(rowsOf("keyless", "tags"), "_headrace_partition", "_headrace_offset", "value"))
                .containsExactly(
                        "_headrace_partition=1 _headrace_offset=0 value=x",
                        "_headrace_partition=1 _headrace_offset=1 value=y");
    }

    @Test
    void sc08_theRowsOfAListFollowTheirParent() {
        SinkHarness harness = merging(LINES);
        Schema unsent = Orders.rowWith(row -> row.field("tags", listOf(Schema.OPTIONAL_STRING_SCHEMA)));
        List<Change> changes = List.of(
                Orders.created(order(1, List.of(item("a", 1), item("b", 2), item("c", 3)), "x")),
                Orders.created(order(2, List.of(item("d", 4)), "y")),
                Orders.created(order(3, List.of(item("e", 5)), "z")),
                Orders.created(order(4, List.of(item("f", 6)), "v")),
                Orders.updated(order(1, List.of(item("b", 9)), Orders.UNAVAILABLE)),
                Orders.updated(new Struct(unsent).put("id", 2L).put("tags", List.of())),
                Orders.deleted(3),
                Orders.tombstone(3),
                Orders.created(order(5, List.of(item("e", 5), item("e", 6)))),
                Orders.updated(order(4, null, "w", "u")));
        inEveryCut(harness, "family", changes, topic -> {
            assertItems(topic, "1 0 b 9", "2 0 d 4", "5 0 e 5", "5 1 e 6");
            assertThat(Canonical.lines(rowsOf(topic, "tags"), "_headrace_parent_id", "_headrace_index", "value"))
                    .containsExactly(
                            "_headrace_parent_id=1 _headrace_index=0 value=x",
                            "_headrace_parent_id=4 _headrace_index=0 value=w",
                            "_headrace_parent_id=4 _headrace_index=1 value=u");
            assertThat(Canonical.lines(rows(topic), "id", "items__count", "tags__count"))
                    .containsExactly(
                            "id=1 items__count=1 tags__count=1",
                            "id=2 items__count=1 tags__count=0",
                            "id=4 items__count=null tags__count=2",
                            "id=5 items__count=2 tags__count=0");
        });
    }

    @Test
    void sc08_aRowThatIsBornAgainHasNoElementsOfTheDeletedOne() {
        inEveryCut(
                merging(LINES),
                "reborn",
                List.of(
                        Orders.plain(1, order(1, List.of(item("a", 1)), "x")),
                        Orders.plain(2, order(2, List.of(item("b", 2)), "y")),
                        Orders.tombstone(1),
                        Orders.insert(1, "bare"),
                        Orders.tombstone(2),
                        Orders.plain(2, order(2, List.of(item("c", 3), item("d", 4))))),
                topic -> {
                    assertItems(topic, "2 0 c 3", "2 1 d 4");
                    assertThat(rowsOf(topic, "tags")).isEmpty();
                    assertMerged(topic, "id=1 note=bare", "id=2 note=n");
                });
    }

    @Test
    void sc08_aSoftDeleteLeavesTheElementsWithTheirRow() {
        SinkHarness harness = merging(LINES).setting("delete.mode", "soft");
        inEveryCut(
                harness,
                "soft",
                List.of(
                        Orders.plain(1, order(1, List.of(item("a", 1)))),
                        Orders.plain(1, order(1, List.of(item("b", 2)))),
                        Orders.tombstone(1)),
                topic -> {
                    assertItems(topic, "1 0 b 2");
                    assertThat(Canonical.lines(rows(topic), "id", "_headrace_deleted"))
                            .containsExactly("id=1 _headrace_deleted=true");
                    assertThat(rowsOf(topic, "items"))
                            .allSatisfy(row -> assertThat(row).doesNotContainKey("_headrace_deleted"));
                });
    }

    @Test
    void sc08_aTruncateEmptiesTheTablesOfListsToo() {
        SinkHarness harness = merging(LINES).setting("truncate.mode", "apply");
        inEveryCut(
                harness,
                "emptied",
                List.of(
                        Orders.created(order(1, List.of(item("a", 1)), "x")),
                        truncated(),
                        Orders.created(order(2, List.of(item("b", 2))))),
                topic -> {
                    assertItems(topic, "2 0 b 2");
                    assertThat(rowsOf(topic, "tags")).isEmpty();
                    assertMerged(topic, "id=2 note=n");
                });
    }

    @Test
    void sc08_listsInStructsAndObjectsWithoutSchema() {
        SinkHarness harness = merging(LINES).setting("infer.nested", "true");
        inEveryCut(
                harness,
                "deep",
                List.of(
                        Orders.untyped(1, Map.of("a", Map.of("b", List.of(Map.of("c", Map.of("d", 5L)))))),
                        Orders.untyped(2, Map.of("a", Map.of("b", List.of(Map.of("c", Map.of("d", 6L)))))),
                        Orders.untyped(3, Map.of("a", Map.of("b", List.of(Map.of("c", Map.of("d", 7L)))))),
                        Orders.untyped(2, Orders.mapOf("a", null)),
                        Orders.untyped(3, Map.of("other", true))),
                topic -> {
                    assertThat(Canonical.lines(rowsOf(topic, "a_b"), "_headrace_parent_id", "_headrace_index", "c_d"))
                            .containsExactly(
                                    "_headrace_parent_id=1 _headrace_index=0 c_d=5",
                                    "_headrace_parent_id=3 _headrace_index=0 c_d=7");
                    assertThat(Canonical.lines(rows(topic), "id", "a_b__count"))
                            .containsExactly("id=1 a_b__count=1", "id=2 a_b__count=null", "id=3 a_b__count=1");
                });
    }

    @Test
    void sc08_elementsThatChangeTheirShapeKeepEveryValue() {
        Schema second = SchemaBuilder.struct()
                .optional()
                .field("sku", Schema.STRING_SCHEMA)
                .field("qty", Schema.OPTIONAL_INT64_SCHEMA)
                .field("gift", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .build();
        Schema wider = Orders.rowWith(row -> row.field("items", listOf(second)));
        Struct later = new Struct(wider)
                .put("id", 2L)
                .put(
                        "items",
                        List.of(new Struct(second)
                                .put("sku", "b")
                                .put("qty", 1L << 40)
                                .put("gift", true)));
        inEveryCut(
                harness(LINES),
                "shapes",
                List.of(
                        Orders.plain(1, order(1, List.of(item("a", 1)))),
                        Orders.plain(2, later),
                        Orders.plain(3, order(3, List.of(item("c", 3))))),
                topic -> {
                    List<String> found = new ArrayList<>();
                    rowsOf(topic, "items").forEach(row -> {
                        Object qty = row.get("qty") == null ? row.get("qty__v_int64") : row.get("qty");
                        found.add(row.get("sku") + " " + Canonical.text(qty) + " " + row.get("gift"));
                    });
                    assertThat(found).containsExactlyInAnyOrder("a 1 null", "b 1099511627776 true", "c 3 null");
                });
    }

    @Test
    void sc08_contractsHoldForTheTablesOfLists() {
        Schema second = SchemaBuilder.struct()
                .optional()
                .field("sku", Schema.STRING_SCHEMA)
                .field("gift", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .build();
        Schema wider = Orders.rowWith(row -> row.field("items", listOf(second)));
        SinkHarness harness = harness(LINES).setting("schema.contracts", "strict__items:discard_row");
        TopicPartition at = partition("strict", 0);
        append(harness, at, Orders.plain(1, order(1, List.of(item("a", 1)))));
        load(harness, at);
        append(
                harness,
                at,
                Orders.plain(
                        2, new Struct(wider).put("id", 2L).put("items", List.of(new Struct(second).put("sku", "b")))),
                Orders.plain(3, order(3, List.of(item("c", 3)))));
        load(harness, at);
        assertItems("strict", "1 0 a 1", "3 0 c 3");
        assertThat(Canonical.lines(rows("strict"), "id")).containsExactly("id=1", "id=3");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(1L);
    }

    @Test
    void sc08_aRefusedElementPutsItsWholeRecordAside() {
        String refused = target().refusedText().orElse("");
        assumeTrue(!refused.isEmpty(), "This target refuses no text");
        SinkHarness harness = harness(LINES);
        TopicPartition at = partition("refused", 0);
        for (int id = 0; id < 5; id++) {
            append(harness, at, Orders.plain(id, order(id, null, "first", id == 3 ? refused : "t" + id)));
        }
        load(harness, at);
        assertThat(Canonical.lines(rows("refused"), "id")).containsExactly("id=0", "id=1", "id=2", "id=4");
        assertThat(Canonical.lines(rowsOf("refused", "tags"), "_headrace_index", "value"))
                .containsExactly(
                        "_headrace_index=0 value=first",
                        "_headrace_index=0 value=first",
                        "_headrace_index=0 value=first",
                        "_headrace_index=0 value=first",
                        "_headrace_index=1 value=t0",
                        "_headrace_index=1 value=t1",
                        "_headrace_index=1 value=t2",
                        "_headrace_index=1 value=t4");
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(3L);
    }

    @Test
    void sc08_hostileNamesOfListsAreTables() {
        SinkHarness harness = harness(LINES);
        TopicPartition at = partition("hostile", 0);
        Schema element = named(Schema.OPTIONAL_STRING_SCHEMA);
        Schema schema = named(listOf(element));
        Struct row = new Struct(schema);
        Struct inner = new Struct(element);
        HostileNames.FIELDS.forEach(name -> inner.put(name, "in " + name));
        HostileNames.FIELDS.forEach(name -> row.put(name, List.of(inner)));
        harness.topics.append(at, null, null, schema, row);
        load(harness, at);
        List<TableId> tables = new ArrayList<>(target().tables());
        assertThat(tables.remove(table("hostile"))).isTrue();
        assertThat(tables).hasSameSizeAs(HostileNames.FIELDS);
        for (TableId table : tables) {
            TableSchema found;
            try (Destination session = session()) {
                found = session.describe(table).orElseThrow();
            }
            assertThat(target().rows(table))
                    .hasSize(1)
                    .allSatisfy(read -> HostileNames.FIELDS.forEach(name -> {
                        String source =
                                name.replace("\\", "\\\\").replace(".", "\\.").replace("[", "\\[");
                        assertThat(read.get(columnOf(found, source))).isEqualTo("in " + name);
                    }));
        }
    }

    private static Schema named(Schema type) {
        SchemaBuilder builder = SchemaBuilder.struct();
        HostileNames.FIELDS.forEach(name -> builder.field(name, type));
        return builder.build();
    }

    @Test
    void sc08_aTopicDoesNotShareATableWithAList() {
        SinkHarness harness = harness(LINES);
        TopicPartition lists = partition("shop", 0);
        TopicPartition same = partition("shop__tags", 0);
        append(harness, lists, Orders.plain(1, order(1, null, "x")));
        produce(harness, same, 1, 1);
        FakeTask task = harness.start(List.of(lists, same));
        rounds(harness, task, 6);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "Table 'shop__tags' would hold the elements of a list and other rows too. Name another table for one of the topics in 'topics.tables', or set 'nested.lists' to keep.");
        task.stop();
    }

    @Test
    void sc08_anElementFieldThatIsNamedLikeOneOfOursIsSaid() {
        SinkHarness harness = harness(LINES);
        TopicPartition at = partition("impostor", 0);
        Schema element = SchemaBuilder.struct()
                .field("_headrace_index", Schema.INT32_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct().field("items", listOf(element)).build();
        harness.topics.append(
                at,
                null,
                null,
                schema,
                new Struct(schema).put("items", List.of(new Struct(element).put("_headrace_index", 1))));
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 6);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "Field '_headrace_index' of the records for table 'impostor__items' has the name of a column that Headrace adds. Set 'metadata.prefix' to another prefix, or rename the field with a transform.");
        task.stop();
    }

    @Test
    void sc08_aCrashAtAnyStepLeavesTheRightElements() {
        for (Nth crash : everywhere(true)) {
            SinkHarness harness = merging(LINES).setting("flush.rows", "3").setting("retry.first.ms", "10");
            String topic = "killed_" + crash.step() + "_" + crash.after() + "_" + crash.number();
            TopicPartition at = partition(topic, 0);
            append(
                    harness,
                    at,
                    Orders.plain(1, order(1, List.of(item("a", 1), item("b", 2)))),
                    Orders.plain(2, order(2, List.of(item("c", 3)))),
                    Orders.plain(3, order(3, List.of(item("d", 4)))),
                    Orders.plain(1, order(1, List.of(item("e", 5)))),
                    Orders.tombstone(2),
                    Orders.plain(3, order(3, List.of(item("d", 4), item("f", 6)))),
                    Orders.plain(4, order(4, List.of(item("g", 7)))));
            crashAndGoOn(harness, crash, List.of(at));
            append(harness, at, Orders.plain(2, order(2, List.of(item("h", 8)))));
            load(harness, at);
            assertItems(topic, "1 0 e 5", "2 0 h 8", "3 0 d 4", "3 1 f 6", "4 0 g 7");
        }
    }

    @Test
    void sc08_aCrashAtAnyStepLeavesEveryAppendedElementOnce() {
        for (Nth crash : everywhere(true)) {
            SinkHarness harness = harness(LINES).setting("flush.rows", "3").setting("retry.first.ms", "10");
            String topic = "cut_" + crash.step() + "_" + crash.after() + "_" + crash.number();
            TopicPartition at = partition(topic, 0);
            List<String> expected = new ArrayList<>();
            for (int id = 0; id < 9; id++) {
                append(harness, at, Orders.plain(id, order(id, null, "x" + id, "y" + id)));
                expected.add("_headrace_offset=" + id + " _headrace_index=0 value=x" + id);
                expected.add("_headrace_offset=" + id + " _headrace_index=1 value=y" + id);
            }
            crashAndGoOn(harness, crash, List.of(at));
            assertThat(Canonical.lines(rowsOf(topic, "tags"), "_headrace_offset", "_headrace_index", "value"))
                    .containsExactlyElementsOf(expected);
        }
    }
}
