package io.headrace.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Settings;
import io.headrace.core.schema.TableId;
import io.headrace.sink.buffer.MemoryBudget;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.CrashError;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.OutageException;
import io.headrace.testkit.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that a target takes in Kafka's order, and refuses as the batch that they come to. */
class OrderTest {

    private static final Schema ROW = SchemaBuilder.struct()
            .name("row")
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema KEY =
            SchemaBuilder.struct().name("key").field("id", Schema.INT64_SCHEMA).build();
    private static final int SEEDS = 300;
    private static final int IDS = 6;
    private static final int NOTES = 7;
    private static final int CHANGES = 120;

    private final Map<Long, String> rows = new TreeMap<>();
    private final MemoryTarget target = new MemoryTarget();
    private long sent;

    private SinkHarness harness(String topic, long seed, String... settings) {
        Map<String, String> config = new HashMap<>(Map.of("write.mode", "merge", "retry.first.ms", "10"));
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        target.makeUnique(TableId.of(topic), "note");
        return new SinkHarness(() -> new MemoryDestination(target), Settings.of(), config, seed);
    }

    private void send(SinkHarness harness, TopicPartition at, long id, @Nullable String note) {
        harness.topics.append(
                at,
                new SchemaAndValue(KEY, new Struct(KEY).put("id", id)),
                note == null
                        ? null
                        : new SchemaAndValue(ROW, new Struct(ROW).put("id", id).put("note", note)),
                1_700_000_000_000L + ++sent);
        if (note == null) {
            rows.remove(id);
        } else {
            rows.put(id, note);
        }
    }

    private Map<Long, Object> loaded(String topic) {
        Map<Long, Object> loaded = new TreeMap<>();
        target.rows(TableId.of(topic)).forEach(row -> loaded.put((Long) row.get("id"), row.get("note")));
        return loaded;
    }

    @Test
    void aFewCommitsFindTheirWayAroundARefusal() {
        SinkHarness harness = harness("few", 1);
        TopicPartition at = new TopicPartition("few", 0);
        for (long id = 0; id < 1_000; id++) {
            send(harness, at, id, "n" + id);
        }
        harness.drain(harness.start(List.of(at)));
        for (long id = 0; id < 1_000; id++) {
            send(harness, at, id, id == 500 ? "between" : "m" + id);
        }
        send(harness, at, 400, "m500");
        send(harness, at, 500, "m400");
        send(harness, at, 400, "z");
        send(harness, at, 400, "m500b");
        int[] commits = new int[1];
        FakeTask task = harness.start((step, after) -> commits[0] += step == Step.COMMIT && after ? 1 : 0, List.of(at));
        harness.drain(task);

        assertThat(loaded("few")).isEqualTo(rows);
        assertThat(harness.reporter.confirmed()).isEmpty();
        assertThat(commits[0]).isLessThan(15);
    }

    @Test
    void manyRefusedRecordsAreFewCommits() {
        SinkHarness harness = harness("many", 1);
        TopicPartition at = new TopicPartition("many", 0);
        send(harness, at, 0, "taken");
        harness.drain(harness.start(List.of(at)));
        for (long id = 1; id < 400; id++) {
            send(harness, at, id, id < 100 || id >= 300 ? "n" + id : "taken");
            if (id >= 100 && id < 300) {
                rows.remove(id);
            }
        }
        int[] commits = new int[1];
        FakeTask task = harness.start((step, after) -> commits[0] += step == Step.COMMIT && after ? 1 : 0, List.of(at));
        harness.drain(task);

        assertThat(loaded("many")).isEqualTo(rows);
        assertThat(harness.reporter.confirmed()).hasSize(200);
        assertThat(commits[0]).isLessThan(15);
        assertThat(target.loads()).extracting(LoadEntry::rowsRejected).contains(200L);
    }

    /** Without a dead-letter topic records are not kept as Kafka delivered them, so a part's last record has no fingerprint. */
    @Test
    void partsAreDurableOneByOne() {
        SinkHarness harness = harness("parts", 1).withoutDeadLetters();
        TopicPartition at = new TopicPartition("parts", 0);
        send(harness, at, 1, "x");
        send(harness, at, 2, "y");
        harness.drain(harness.start(List.of(at)));
        send(harness, at, 1, "t");
        send(harness, at, 2, "x");
        send(harness, at, 1, "y");
        int[] commits = new int[1];
        FakeTask killed = harness.start(
                (step, after) -> {
                    if (step == Step.COMMIT && after && ++commits[0] == 1) {
                        throw new CrashError(step, after);
                    }
                },
                List.of(at));
        harness.drain(killed);
        assertThat(killed.dead()).isTrue();
        assertThat(loaded("parts")).isEqualTo(Map.of(1L, "t", 2L, "y"));
        assertThat(target.ledger().values()).extracting(entry -> entry.next()).containsExactly(3L);

        FakeTask task = harness.start(List.of(at));
        harness.drain(task);
        assertThat(task.failure()).isNull();
        assertThat(loaded("parts")).isEqualTo(rows);
    }

    @Test
    void aPartThatAnotherWriterLoadedTakesTheLaterOnesWithIt() {
        SinkHarness harness = harness("fenced", 1);
        TopicPartition at = new TopicPartition("fenced", 0);
        send(harness, at, 1, "x");
        send(harness, at, 2, "y");
        harness.drain(harness.start(List.of(at)));
        send(harness, at, 1, "t");
        send(harness, at, 2, "x");
        send(harness, at, 1, "y");
        List<FakeTask> other = new ArrayList<>();
        int[] commits = new int[1];
        FakeTask task = harness.start(
                (step, after) -> {
                    if (step == Step.COMMIT && !after && ++commits[0] == 1) {
                        FakeTask zombie = harness.start(List.of(at));
                        other.add(zombie);
                        harness.drain(zombie);
                    }
                },
                List.of(at));
        harness.drain(task);
        send(harness, at, 3, "later");
        harness.drain(task);
        assertThat(other).hasSize(1);
        assertThat(task.failure()).isNull();
        assertThat(loaded("fenced")).isEqualTo(rows);
        assertThat(target.loads().stream().mapToLong(LoadEntry::rowsIn).sum()).isEqualTo(6);
        assertThat(harness.reporter.confirmed()).isEmpty();
    }

    @Test
    void withoutDeadLettersTheFirstRefusalEndsTheTask() {
        SinkHarness harness = harness("ends", 1).withoutDeadLetters();
        TopicPartition at = new TopicPartition("ends", 0);
        send(harness, at, 0, "taken");
        harness.drain(harness.start(List.of(at)));
        for (long id = 1; id < 400; id++) {
            send(harness, at, id, "taken");
        }
        int[] stages = new int[1];
        FakeTask task = harness.start((step, after) -> stages[0] += step == Step.STAGE && after ? 1 : 0, List.of(at));
        harness.drain(task);

        assertThat(SinkHarness.failureOf(task)).startsWith("Record ends-0@1 cannot be written");
        assertThat(stages[0]).isLessThan(15);
    }

    @Test
    void poisonThatIsAloneInItsTableCutsNothing() {
        SinkHarness harness = harness("orders", 1);
        TopicPartition orders = new TopicPartition("orders", 0);
        TopicPartition notes = new TopicPartition("notes", 0);
        for (long id = 0; id < 400; id++) {
            send(harness, orders, id, "n" + id);
        }
        Map<Long, String> expected = new TreeMap<>(rows);
        send(harness, notes, 1, MemoryDestination.POISON);
        int[] commits = new int[1];
        FakeTask task = harness.start(
                (step, after) -> commits[0] += step == Step.COMMIT && after ? 1 : 0, List.of(orders, notes));
        harness.drain(task);

        assertThat(loaded("orders")).isEqualTo(expected);
        assertThat(harness.reporter.confirmed()).hasSize(1);
        assertThat(commits[0]).isEqualTo(1);
    }

    @Test
    void memoryComesBackThoughAPartitionLeavesBetweenParts() {
        MemoryBudget budget = MemoryBudget.ofBytes(1 << 30);
        SinkHarness harness = harness("leaves", 1).budgeting(budget);
        TopicPartition stays = new TopicPartition("leaves", 0);
        TopicPartition leaves = new TopicPartition("leaves", 1);
        send(harness, stays, 0, "taken");
        FakeTask task = harness.start(List.of(stays, leaves));
        harness.drain(task);
        for (long id = 1; id < 100; id++) {
            send(harness, id % 2 == 0 ? stays : leaves, id, id % 10 == 0 ? "taken" : "n" + id);
        }
        harness.clock.advance(Duration.ofSeconds(10));
        task.iterate(Integer.MAX_VALUE);
        for (int steps = 0; steps < 20; steps++) {
            harness.step(task);
        }
        assertThat(budget.used()).isPositive();
        task.revoke(List.of(leaves));
        for (int steps = 0; steps < 20; steps++) {
            harness.step(task);
        }
        task.assign(List.of(leaves));
        harness.drain(task);

        assertThat(SinkHarness.failureOf(task)).isNull();
        assertThat(loaded("leaves")).hasSize(91);
        assertThat(harness.reporter.confirmed()).hasSize(9);
        assertThat(budget.used()).isZero();
    }

    @Test
    void everyHistoryThatWasValidIsLoaded() {
        for (long seed = 0; seed < SEEDS; seed++) {
            history(seed);
        }
    }

    private void history(long seed) {
        Random random = new Random(seed);
        String topic = "history" + seed;
        rows.clear();
        int partitions = 1 + random.nextInt(3);
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        SinkHarness harness = harness(topic, seed, "flush.rows", Integer.toString(1 + random.nextInt(60)));
        boolean[] calm = new boolean[1];
        Faults faults = (step, after) -> {
            int dice = calm[0] ? 100 : random.nextInt(100);
            if (dice == 0 && partitions == 1) {
                throw new CrashError(step, after);
            } else if (dice < 4) {
                throw new OutageException(step, after);
            }
        };
        FakeTask task = harness.start(faults, all);
        if (partitions > 1) {
            harness.drain(task);
        }
        for (int i = 0; i < CHANGES; i++) {
            change(harness, all, random);
            if (random.nextInt(20) == 0) {
                harness.clock.advance(Duration.ofSeconds(10));
                // Several partitions are read in step, as far as they go: a part is refused for good where what it
                // needs was not read yet.
                task.iterate(partitions == 1 ? random.nextInt(20) : Integer.MAX_VALUE);
                for (int steps = random.nextInt(30); steps > 0 && harness.step(task); steps--) {
                    // one piece at a time
                }
            }
            if (task.dead()) {
                task = harness.start(faults, all);
            }
        }
        calm[0] = true;
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task)).as("seed %s", seed).isNull();
        task.stop();
        assertThat(loaded(topic)).as("seed %s", seed).isEqualTo(rows);
        assertThat(harness.reporter.confirmed()).as("seed %s", seed).isEmpty();
    }

    /** Something that a table with a unique note takes. */
    private void change(SinkHarness harness, List<TopicPartition> all, Random random) {
        long id = random.nextInt(IDS);
        TopicPartition at = all.get((int) (id % all.size()));
        Set<String> free = new HashSet<>();
        for (int i = 0; i < NOTES; i++) {
            free.add("n" + i);
        }
        free.removeAll(rows.values());
        if (rows.containsKey(id) && random.nextInt(5) == 0) {
            send(harness, at, id, null);
        } else if (!free.isEmpty()) {
            List<String> notes = new ArrayList<>(free);
            notes.sort(null);
            send(harness, at, id, notes.get(random.nextInt(notes.size())));
        }
    }
}
