package io.headrace.source.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.EmbeddedPostgres;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** R21, R24, S15: the task is killed after every single record, and goes on from the offset of that record. */
class RestartTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
        postgres.execute(
                "postgres",
                "CREATE TABLE t (id int PRIMARY KEY, name text)",
                "CREATE TABLE u (id int PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (0, 'there')");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @Test
    void goesOnAtTheEventAfterTheLastCompleteOne() throws Exception {
        Map<String, String> properties =
                new HashMap<>(TaskHarness.properties(postgres, "restart", "public.t,public.u"));
        // Each poll takes one of Debezium's records, so that our batches end wherever they may end.
        properties.put("debezium.max.batch.size", "1");
        properties.put("debezium.max.queue.size", "2");
        try (TaskHarness task = new TaskHarness(properties)) {
            task.start();
            task.untilRows(1);
            task.stop();
            Map<String, Object> base = requireNonNull(task.stored());
            int expected = change();

            NavigableSet<Integer> batchEnds = new TreeSet<>(List.of(0));
            List<SourceRecord> whole = run(task, base, expected, batchEnds);
            assertThat(texts(whole)).doesNotHaveDuplicates();

            for (int cut = 1; cut < whole.size(); cut++) {
                task.store(offset(whole.get(cut - 1)));
                List<SourceRecord> rest = resume(task, base, whole.size() - requireNonNull(batchEnds.floor(cut)));
                assertThat(texts(rest))
                        .as(
                                "killed after record %s of %s: %s",
                                cut, whole.size(), whole.get(cut - 1).sourceOffset())
                        .isEqualTo(texts(whole.subList(requireNonNull(batchEnds.floor(cut)), whole.size())));
            }
            assertThat(batchEnds).as("inside events nothing ends").hasSizeLessThan(whole.size());
        }
    }

    /** Everything after the base offset; where the batches end is noted. */
    private static List<SourceRecord> run(
            TaskHarness task, Map<String, Object> base, int expected, NavigableSet<Integer> batchEnds)
            throws Exception {
        task.store(base);
        task.forget();
        task.start();
        while (task.rows().size() < expected) {
            task.deliver(task.poll());
            batchEnds.add(task.rows().size());
        }
        List<SourceRecord> rows = new ArrayList<>(task.rows());
        task.store(base);
        task.stop();
        return rows;
    }

    /** Goes on from the stored offset; the slot is left where it was, so that the next cut can be tried. */
    private static List<SourceRecord> resume(TaskHarness task, Map<String, Object> base, int expected)
            throws Exception {
        task.forget();
        task.start();
        List<SourceRecord> rows = new ArrayList<>(task.untilRows(expected));
        task.store(base);
        task.stop();
        return rows;
    }

    /** What can be cut wrongly: a changed key, rows that share a log position, tables truncated at once, transactions that overlap. */
    private static int change() throws Exception {
        try (Connection one = postgres.connect("postgres");
                Connection two = postgres.connect("postgres");
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            first.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
            first.execute("UPDATE t SET id = 10 WHERE id = 1");
            one.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY u FROM STDIN", new StringReader("1\tx\n2\ty\n3\tz\n"));
            first.execute("DELETE FROM t WHERE id = 2");
            one.setAutoCommit(false);
            first.execute("INSERT INTO t VALUES (20, 'early')");
            second.execute("INSERT INTO u VALUES (21, 'between')");
            first.execute("INSERT INTO t VALUES (22, 'late')");
            first.execute("UPDATE t SET id = 23 WHERE id = 22");
            first.execute("SAVEPOINT s");
            first.execute("INSERT INTO t VALUES (24, 'undone')");
            first.execute("ROLLBACK TO s");
            first.execute("INSERT INTO t VALUES (25, 'kept')");
            one.commit();
            one.setAutoCommit(true);
            first.execute("TRUNCATE t, u");
            first.execute("INSERT INTO t VALUES (30, 'last')");
        }
        return 2 + 3 + 3 + 2 + 1 + 1 + 4 + 1 + 2 + 1;
    }

    @SuppressWarnings("unchecked") // Offsets have text keys.
    private static Map<String, Object> offset(SourceRecord record) {
        return (Map<String, Object>) record.sourceOffset();
    }

    /** What happened and where: equal texts are the same change. */
    private static List<String> texts(List<SourceRecord> records) {
        List<String> texts = new ArrayList<>();
        for (SourceRecord record : records) {
            String text = record.topic() + " " + TaskHarness.describe(record);
            texts.add(
                    record.value() instanceof Struct row
                            ? text + " @" + row.getInt64(RowFormat.LSN) + "/" + row.getInt64(RowFormat.TX_ORDER)
                            : text);
        }
        return texts;
    }
}
