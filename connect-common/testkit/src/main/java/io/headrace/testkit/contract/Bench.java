package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.core.naming.NameFitter;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.FakeTopics;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.Orders.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What scenarios share: the target of the test, harnesses on it, and the comparison of rows by topic, partition and offset. */
abstract class Bench {

    static final int SEED = 7;

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Nullable SinkTarget opened;

    /** A target with nothing in it. */
    protected abstract SinkTarget openTarget();

    @BeforeEach
    void open() {
        opened = openTarget();
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    final SinkTarget target() {
        if (opened == null) {
            throw new IllegalStateException("No target is open");
        }
        return opened;
    }

    final Capabilities can() {
        try (Destination session = session()) {
            return session.capabilities();
        }
    }

    /** A session of the test's own. */
    final Destination session() {
        return target().factory().create(target().factory().settings().parse(target().config()), "test", 0);
    }

    // ---- harnesses

    /** In append mode unless told otherwise. */
    final SinkHarness harness(String... settings) {
        Map<String, String> config = new HashMap<>(target().config());
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return new SinkHarness(target().factory(), config, SEED).abandoning(target()::abandon);
    }

    final SinkHarness merging(String... settings) {
        assumeTrue(
                can().merge(),
                "This target has no keys: it refuses write.mode=merge (S13 asserts it) and has append only");
        SinkHarness harness = harness(settings);
        harness.setting("write.mode", "merge");
        if (!harness.config().containsKey("metadata.columns")) {
            harness.setting("metadata.columns", "none");
        }
        return harness;
    }

    static TopicPartition partition(String topic, int number) {
        return new TopicPartition(topic, number);
    }

    static void produce(SinkHarness harness, TopicPartition partition, long firstId, int count) {
        for (long id = firstId; id < firstId + count; id++) {
            Orders.insert(id, "n" + id).append(harness.topics, partition);
        }
    }

    static void append(SinkHarness harness, TopicPartition partition, Change... changes) {
        for (Change change : changes) {
            change.append(harness.topics, partition);
        }
    }

    /** Starts a task, lets it do everything, and stops it. */
    static void load(SinkHarness harness, TopicPartition... partitions) {
        FakeTask task = harness.start(List.of(partitions));
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();
    }

    /** Lets the task open its partitions, read what is there and freeze a load, of which nothing has run yet. */
    static void freeze(SinkHarness harness, FakeTask task) {
        harness.round(task);
        task.iterate(0);
        task.iterate(Integer.MAX_VALUE);
        task.iterate(Integer.MAX_VALUE);
        harness.clock.advance(TEN_SECONDS);
        task.iterate(Integer.MAX_VALUE);
    }

    /** A few rounds with time passing, whatever becomes of the task. */
    static void rounds(SinkHarness harness, FakeTask task, int count) {
        for (int i = 0; i < count && task.failure() == null; i++) {
            harness.clock.advance(TEN_SECONDS);
            harness.round(task);
            task.commit();
        }
    }

    // ---- comparison

    /** The table that records of a topic go to. */
    final TableId table(String topic) {
        var names = can().names();
        NameFitter fitter = new NameFitter(names.maxBytes(), names.caseSensitive(), NameFitter.Style.EXACT);
        return TableId.of(fitter.fitUnique(topic));
    }

    final List<Map<String, @Nullable Object>> rows(String topic) {
        return target().rows(table(topic));
    }

    /** In append mode: every record of every topic is there once, with its content, under its own topic, partition and offset; and nothing else is. */
    final void assertEveryRecordOnce(SinkHarness harness) {
        for (String topic : harness.topics.partitions().stream()
                .map(TopicPartition::topic)
                .distinct()
                .toList()) {
            assertThat(appended(topic)).as("rows of %s", topic).containsExactlyElementsOf(sent(harness.topics, topic));
        }
    }

    final List<String> appended(String topic) {
        return Canonical.lines(
                rows(topic),
                "_headrace_topic",
                "_headrace_partition",
                "_headrace_offset",
                "_headrace_op",
                "id",
                "note");
    }

    /** What {@link #appended} must say, for plain rows and tombstones. */
    static List<String> sent(FakeTopics topics, String topic) {
        List<String> lines = new ArrayList<>();
        for (TopicPartition partition : topics.partitions()) {
            if (partition.topic().equals(topic)) {
                topics.records(partition).forEach(record -> lines.add(sent(record)));
            }
        }
        lines.sort(null);
        return lines;
    }

    private static String sent(SinkRecord record) {
        Struct value = (Struct) record.value();
        Struct row = value == null ? (Struct) record.key() : value;
        Object note = value == null ? null : value.get("note");
        return "_headrace_topic=" + record.topic() + " _headrace_partition=" + record.kafkaPartition()
                + " _headrace_offset=" + record.kafkaOffset() + " _headrace_op=" + (value == null ? "d" : "c") + " id="
                + row.get("id") + " note=" + note;
    }

    /** In merge mode: these rows and no others, as {@code id=… note=…}. */
    final void assertMerged(String topic, String... lines) {
        assertThat(Canonical.lines(rows(topic), "id", "note"))
                .as("rows of %s", topic)
                .containsExactlyInAnyOrder(lines);
    }

    /**
     * Loads the changes with a flush, and a restart, after each possible number of them, and once more after each of them; the result is the same for all.
     *
     * @param check gets the topic of each run
     */
    final void inEveryCut(
            SinkHarness harness, String name, List<Change> changes, java.util.function.Consumer<String> check) {
        for (int cut = 0; cut <= changes.size(); cut++) {
            TopicPartition at = partition(name + "_" + cut, 0);
            changes.subList(0, cut).forEach(change -> change.append(harness.topics, at));
            load(harness, at);
            changes.subList(cut, changes.size()).forEach(change -> change.append(harness.topics, at));
            load(harness, at);
            check.accept(at.topic());
        }
        TopicPartition each = partition(name + "_each", 0);
        for (Change change : changes) {
            change.append(harness.topics, each);
            load(harness, each);
        }
        check.accept(each.topic());
    }
}
