package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rows look like: schemas that change, hostile names, extreme widths and values. */
abstract class ShapeScenarios extends KeyScenarios {

    private static final int WIDE = 2_000;
    private static final int ADDED_COLUMNS = 16;
    private static final Schema V1 = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("size", Schema.INT32_SCHEMA)
            .build();
    private static final Schema V2 = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("size", Schema.INT64_SCHEMA)
            .field("more", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static Struct flapping(int i) {
        return i % 2 == 0
                ? new Struct(V1).put("id", (long) i).put("size", i)
                : new Struct(V2).put("id", (long) i).put("size", (1L << 40) + i).put("more", "m" + i);
    }

    @Test
    void s19_flappingSchemasAreOneLoad() {
        SinkHarness harness = harness();
        TopicPartition at = partition("flapping", 0);
        for (int i = 0; i < 40; i++) {
            append(harness, at, Orders.plain(i, flapping(i)));
        }
        Map<Step, Integer> steps = new EnumMap<>(Step.class);
        FakeTask task = harness.start(
                (step, after) -> {
                    if (after) {
                        steps.merge(step, 1, Integer::sum);
                    }
                },
                List.of(at));
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();

        assertThat(steps.get(Step.STAGE)).isEqualTo(1);
        assertThat(steps.get(Step.COMMIT)).isEqualTo(1);
        assertFlapping("flapping", 40);
    }

    @Test
    void s19_flappingSchemasOverManyLoadsKeepEveryValue() {
        SinkHarness harness = harness("flush.rows", "1");
        TopicPartition at = partition("flapping", 0);
        FakeTask task = harness.start(List.of(at));
        for (int i = 0; i < 8; i++) {
            append(harness, at, Orders.plain(i, flapping(i)));
            harness.drain(task);
        }
        assertThat(task.failure()).isNull();
        task.stop();
        assertFlapping("flapping", 8);
    }

    /** Where a column cannot be widened, a variant beside it takes the wider values. */
    private void assertFlapping(String topic, int count) {
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Struct row = flapping(i);
            expected.add(i + " " + row.get("size") + " " + (i % 2 == 0 ? null : row.get("more")));
        }
        rows(topic).forEach(row -> {
            Object size = row.get("size");
            Object variant = row.get("size__v_int64");
            found.add(row.get("id") + " " + (size == null ? variant : size) + " " + row.get("more"));
        });
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The task that gets a partition knew the table before its last owner changed it. */
    @Test
    void s20_aColumnOfTheLastOwnerIsKnownToTheNext() {
        assumeTrue(can().manyTasks(), "One task at a time loads this target");
        for (String delivery : List.of("exactly_once", "at_least_once")) {
            SinkHarness harness = merging("delivery", delivery);
            String topic = "passed_on_" + delivery;
            TopicPartition moved = partition(topic, 0);
            TopicPartition kept = partition(topic, 1);
            Schema number = Orders.rowWith(row -> row.field("size", Schema.OPTIONAL_INT32_SCHEMA));
            Schema text = Orders.rowWith(row -> row.field("size", Schema.OPTIONAL_STRING_SCHEMA));
            append(harness, moved, Orders.plain(1, sized(number, 1, 10)));
            append(harness, kept, Orders.plain(2, sized(number, 2, 20)));
            FakeTask first = harness.start(List.of(moved));
            FakeTask next = harness.start(List.of(kept));
            harness.drain(first);
            harness.drain(next);
            append(harness, moved, Orders.plain(1, sized(text, 1, "large")));
            harness.drain(first);
            first.revoke(List.of(moved));
            next.assign(List.of(moved));
            append(harness, moved, Orders.plain(1, sized(number, 1, 11)));
            harness.drain(next);
            first.stop();
            next.stop();
            assertThat(Canonical.lines(rows(topic), "id", "size", "size__v_text"))
                    .containsExactly("id=1 size=11 size__v_text=null", "id=2 size=20 size__v_text=null");
        }
    }

    private static Struct sized(Schema schema, long id, Object size) {
        return new Struct(schema).put("id", id).put("size", size);
    }

    @Test
    void s20_twoTasksMayAlterOneTableAtOnce() {
        assumeTrue(can().manyTasks(), "One task at a time loads this target");
        for (int lead = 0; lead < 6; lead++) {
            String topic = "race_" + lead;
            SinkHarness harness = harness("retry.first.ms", "10");
            List<FakeTask> tasks = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                Schema schema = Orders.rowWith(row -> {
                    for (int i = 0; i < ADDED_COLUMNS; i++) {
                        row.field("c" + i, Schema.OPTIONAL_STRING_SCHEMA);
                    }
                });
                TopicPartition at = partition(topic, number);
                append(harness, at, Orders.insert(number, "before"));
                FakeTask task = harness.start(List.of(at));
                if (lead % 2 == 0) {
                    harness.drain(task);
                }
                append(
                        harness,
                        at,
                        Orders.plain(
                                10L + number,
                                new Struct(schema)
                                        .put("id", 10L + number)
                                        .put("note", "n")
                                        .put("c7", "seven")));
                freeze(harness, task);
                tasks.add(task);
            }
            for (int i = 0; i < lead; i++) {
                harness.step(tasks.get(0));
            }
            rounds(harness, tasks.get(1), 2);
            tasks.forEach(harness::drain);
            tasks.forEach(task -> assertThat(task.failure()).isNull());
            tasks.forEach(FakeTask::stop);
            assertThat(Canonical.lines(rows(topic), "id", "note", "c7"))
                    .containsExactly(
                            "id=0 note=before c7=null",
                            "id=1 note=before c7=null",
                            "id=10 note=n c7=seven",
                            "id=11 note=n c7=seven");
        }
    }

    @Test
    void s22_lakeTablesKeepTheirKeysAndOffsets() {
        abort("S22 is about Iceberg's identifier columns and snapshots; this target has neither");
    }

    @Test
    void s23_extremeValuesLandIntact() {
        SinkHarness harness = harness();
        TopicPartition at = partition("extremes", 0);
        List<Struct> rows = Extremes.rows();
        for (int i = 0; i < rows.size(); i++) {
            append(harness, at, Orders.plain(i, rows.get(i)));
        }
        load(harness, at);
        assertThat(harness.reporter.confirmed()).isEmpty();
        TableSchema table = described("extremes");
        for (int i = 0; i < rows.size(); i++) {
            Extremes.check(
                    table, rows("extremes"), i, harness.topics.records(at).get(i));
        }
    }

    private TableSchema described(String topic) {
        try (Destination session = session()) {
            return session.describe(table(topic)).orElseThrow();
        }
    }

    @Test
    void s24_hostileFieldNamesAreColumns() {
        SinkHarness harness = harness();
        TopicPartition at = partition("hostile", 0);
        SchemaBuilder builder = SchemaBuilder.struct();
        HostileNames.FIELDS.forEach(name -> builder.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        Schema schema = builder.build();
        Struct row = new Struct(schema);
        for (int i = 0; i < HostileNames.FIELDS.size(); i++) {
            row.put(HostileNames.FIELDS.get(i), "value " + i);
        }
        harness.topics.append(at, null, null, schema, row);
        load(harness, at);
        harness.topics.append(at, null, null, schema, row);
        load(harness, at);

        TableSchema table = described("hostile");
        assertThat(rows("hostile")).hasSize(2).allSatisfy(found -> {
            for (int i = 0; i < HostileNames.FIELDS.size(); i++) {
                Column column = table.columnFor(HostileNames.FIELDS.get(i)).orElseThrow();
                assertThat(found.get(column.name())).as(column.name()).isEqualTo("value " + i);
            }
        });
    }

    @Test
    void s24_aFieldThatIsNamedLikeOneOfOursIsSaid() {
        SinkHarness harness = harness();
        TopicPartition at = partition("impostor", 0);
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("_headrace_offset", Schema.STRING_SCHEMA)
                .build();
        harness.topics.append(
                at, null, null, schema, new Struct(schema).put("id", 1L).put("_headrace_offset", "mine"));
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 6);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo(
                        "Field '_headrace_offset' of the records for table 'impostor' has the name of a column that Headrace adds. Set 'metadata.prefix' to another prefix, leave the column out with 'metadata.columns', or rename the field with a transform.");
        task.stop();
    }

    @Test
    void s24_hostileTopicNamesAreTables() {
        List<String> names = HostileNames.topics(can().names().caseSensitive());
        SinkHarness harness = harness()
                .transforming(record -> DeliveryScenarios.renamed(record, names.get((int) record.kafkaOffset()), 0));
        TopicPartition at = partition("plain", 0);
        produce(harness, at, 0, names.size());
        load(harness, at);
        for (int i = 0; i < names.size(); i++) {
            assertThat(Canonical.lines(rows(names.get(i)), "id", "note"))
                    .as(names.get(i))
                    .containsExactly("id=" + i + " note=n" + i);
        }
        assertThat(target().tables()).hasSize(names.size());
    }

    @Test
    void s24_topicsThatDifferByCaseAloneAreSaid() {
        assumeTrue(!can().names().caseSensitive(), "This target tells upper from lower case");
        SinkHarness harness = harness();
        TopicPartition upper = partition("Orders", 0);
        TopicPartition lower = partition("orders", 0);
        produce(harness, upper, 0, 1);
        load(harness, upper);
        produce(harness, upper, 1, 1);
        produce(harness, lower, 2, 1);
        FakeTask task = harness.start(List.of(upper, lower));
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task))
                .matches(
                        "Tables '(Orders|orders)' and '(Orders|orders)' \\(topic '(Orders|orders)'\\) are one table in this"
                                + " target, which does not tell upper from lower case\\. Name one of them in 'topics\\.tables'\\.");
        task.stop();
    }

    @Test
    void s25_tablesMayBeWide() {
        SinkHarness harness = harness();
        TopicPartition at = partition("wide", 0);
        int width = Math.min(WIDE, can().maxColumns()) - ADDED_COLUMNS;
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i < width; i++) {
            builder.field("c" + i, Schema.INT32_SCHEMA);
        }
        Schema schema = builder.build();
        for (int r = 0; r < 3; r++) {
            Struct row = new Struct(schema);
            for (int i = 0; i < width; i++) {
                row.put("c" + i, r * width + i);
            }
            harness.topics.append(at, null, null, schema, row);
        }
        load(harness, at);
        assertThat(rows("wide")).hasSize(3).allSatisfy(row -> {
            int r = number(row, "_headrace_offset");
            for (int i = 0; i < width; i++) {
                assertThat(number(row, "c" + i)).isEqualTo(r * width + i);
            }
        });
    }

    private static int number(Map<String, @Nullable Object> row, String column) {
        return Integer.parseInt(Canonical.text(row.get(column)));
    }

    @Test
    void s25_tooManyColumnsAreRefusedByNumber() {
        int limit = can().maxColumns();
        assumeTrue(limit <= 10_000, "This target has no limit worth reaching");
        SinkHarness harness = harness("metadata.columns", "none");
        TopicPartition at = partition("too_wide", 0);
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i <= limit; i++) {
            builder.field("c" + i, Schema.OPTIONAL_INT32_SCHEMA);
        }
        Schema schema = builder.build();
        harness.topics.append(at, null, null, schema, new Struct(schema).put("c1", 1));
        FakeTask task = harness.start(List.of(at));
        rounds(harness, task, 6);
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo("Table 'too_wide' would need " + (limit + 1) + " columns; the target allows " + limit
                        + ". Leave fields out with a transform, or nest them.");
        task.stop();
    }

    @Test
    void s25_oneTaskMayLoadManyTables() {
        int count = target().manyTables();
        SinkHarness harness = harness();
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(partition("many_" + i, 0));
            produce(harness, all.get(i), i, 1);
        }
        FakeTask task = harness.start(all);
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();
        assertEveryRecordOnce(harness);
    }

    @Test
    void s25_memoryStaysUnderTheBudget() {
        int megabyte = 1 << 20;
        MemoryBudget budget = MemoryBudget.ofBytes(8L * megabyte);
        SinkHarness harness =
                harness("flush.bytes", Integer.toString(64 * megabyte)).budgeting(budget);
        TopicPartition at = partition("big", 0);
        String megabytes = "x".repeat(megabyte / 2);
        for (int i = 0; i < 60; i++) {
            append(harness, at, Orders.insert(i, i + megabytes));
        }
        FakeTask task = harness.start(List.of(at));
        harness.round(task);
        long most = 0;
        boolean paused = false;
        for (int i = 0; i < 200; i++) {
            task.iterate(1);
            most = Math.max(most, budget.used());
            paused |= task.paused(at);
            if (i % 20 == 19) {
                while (harness.step(task)) {
                    // the loader gets its turn now and then only
                }
            }
        }
        harness.drain(task);
        assertThat(task.failure()).isNull();
        assertThat(paused).isTrue();
        assertThat(most).isLessThan(12L * megabyte);
        assertThat(budget.used()).isZero();
        task.stop();
        assertEveryRecordOnce(harness);
    }
}
