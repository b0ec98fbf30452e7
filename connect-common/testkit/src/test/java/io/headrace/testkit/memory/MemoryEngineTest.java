package io.headrace.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Settings;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class MemoryEngineTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Schema ROW = SchemaBuilder.struct()
            .name("row")
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema KEY =
            SchemaBuilder.struct().name("key").field("id", Schema.INT64_SCHEMA).build();

    private final MemoryTarget target = new MemoryTarget();

    @Test
    void everyRecordBecomesOneRow() {
        SinkHarness harness = new SinkHarness(() -> new MemoryDestination(target), Settings.of(), Map.of(), 1);
        for (long id = 0; id < 10; id++) {
            harness.topics.append(ORDERS, KEY, key(id), ROW, row(id, "n" + id));
        }
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);

        assertThat(task.failure()).isNull();
        assertThat(target.rows(TableId.of("orders")))
                .extracting(row -> row.get("_headrace_offset"))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);

        harness.topics.append(ORDERS, KEY, key(10L), ROW, row(10L, "late"));
        task.stop();
        FakeTask second = harness.start(List.of(ORDERS));
        harness.drain(second);
        assertThat(target.rows(TableId.of("orders")))
                .extracting(row -> row.get("id"))
                .hasSize(11)
                .endsWith(10L);
    }

    @Test
    void mergedRowsFollowTheLastRecordOfTheirKey() {
        SinkHarness harness =
                new SinkHarness(() -> new MemoryDestination(target), Settings.of(), Map.of("write.mode", "merge"), 1);
        harness.topics.append(ORDERS, KEY, key(1), ROW, row(1, "a"));
        harness.topics.append(ORDERS, KEY, key(2), ROW, row(2, "b"));
        harness.topics.append(ORDERS, KEY, key(1), null, null);
        harness.topics.append(ORDERS, KEY, key(2), ROW, row(2, "c"));
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);

        assertThat(task.failure()).isNull();
        assertThat(target.rows(TableId.of("orders")))
                .extracting(row -> row.get("note"))
                .containsExactly("c");
    }

    @Test
    void aRefusedRecordGoesToDeadLettersAndTheOthersAreLoaded() {
        SinkHarness harness = new SinkHarness(() -> new MemoryDestination(target), Settings.of(), Map.of(), 1);
        harness.topics.append(ORDERS, KEY, key(1), ROW, row(1, "a"));
        harness.topics.append(ORDERS, KEY, key(2), ROW, row(2, MemoryDestination.POISON));
        harness.topics.append(ORDERS, KEY, key(3), ROW, row(3, "c"));
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);

        assertThat(task.failure()).isNull();
        assertThat(target.rows(TableId.of("orders")))
                .extracting(row -> row.get("id"))
                .containsExactly(1L, 3L);
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(1L);
    }

    @Test
    void theSyncLogCountsTheElementsOfListsByThemselves() {
        Map<String, String> config = Map.of("write.mode", "merge", "nested.lists", "child", "infer.nested", "true");
        SinkHarness harness = new SinkHarness(() -> new MemoryDestination(target), Settings.of(), config, 1);
        harness.topics.append(ORDERS, KEY, key(1), null, Map.of("id", 1L, "tags", List.of("a", "b")));
        harness.topics.append(ORDERS, KEY, key(1), null, Map.of("id", 1L, "tags", List.of("c", "d", "e")));
        harness.topics.append(ORDERS, KEY, key(2), null, Map.of("id", 2L, "tags", List.of()));
        harness.topics.append(ORDERS, KEY, key(3), null, null);
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);

        assertThat(task.failure()).isNull();
        assertThat(target.loads())
                .extracting(line -> line.table() + " " + line.rowsIn() + " " + line.rowsWritten())
                .containsExactly("orders 4 3", "orders__tags 4 3");
        assertThat(target.loads())
                .extracting(LoadEntry::schemaChange)
                .containsExactly("created with 4 columns", "created with 5 columns");
    }

    @Test
    void aTruncateOfATableThatIsNotThereMakesNone() {
        Schema envelope = SchemaBuilder.struct()
                .name("orders.Envelope")
                .field("before", SchemaBuilder.struct().optional().build())
                .field("after", SchemaBuilder.struct().optional().build())
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Map<String, String> config = Map.of("write.mode", "merge", "truncate.mode", "apply");
        SinkHarness harness = new SinkHarness(() -> new MemoryDestination(target), Settings.of(), config, 1);
        harness.topics.append(ORDERS, null, null, envelope, new Struct(envelope).put("op", "t"));
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);

        assertThat(task.failure()).isNull();
        assertThat(target.tables()).isEmpty();
        assertThat(target.ledger().values()).extracting(entry -> entry.next()).containsExactly(1L);
    }

    private static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    private static Struct row(long id, String note) {
        return new Struct(ROW).put("id", id).put("note", note);
    }
}
