package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What arrives, for what is done in the database. */
class CaptureTest {

    private static EmbeddedPostgres postgres;

    private String schema = "";
    private TaskHarness task = new TaskHarness(java.util.Map.of());

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void createSchema(TestInfo test) {
        schema = "s_" + Math.abs(test.getDisplayName().hashCode() % 100_000);
        run("CREATE SCHEMA " + schema);
        task = new TaskHarness(TaskHarness.properties(postgres, schema, schema + ".*"));
    }

    @AfterEach
    void stopTask() {
        task.close();
        run("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
    }

    private void run(String... statements) {
        for (String statement : statements) {
            postgres.execute("postgres", statement.replace("$", schema));
        }
    }

    @Test
    void readsWhatIsThereAndThenWhatChanges() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY, name text)", "INSERT INTO $.t VALUES (1, 'a'), (2, 'b')");
        task.start();
        task.untilRows(2);
        run(
                "INSERT INTO $.t VALUES (3, 'c')",
                "UPDATE $.t SET name = 'B' WHERE id = 2",
                "DELETE FROM $.t WHERE id = 1",
                "UPDATE $.t SET id = 30 WHERE id = 3",
                "TRUNCATE $.t");
        List<SourceRecord> rows = task.untilRows(10);
        assertThat(TaskHarness.describe(rows))
                .containsExactly(
                        "r 1 a", "r 2 b", "c 3 c", "u 2 B", "d 1 null", "- 1", "d 3 null", "- 3", "c 30 c", "t - null");
        assertThat(rows).extracting(SourceRecord::topic).containsOnly(schema + "." + schema + ".t");
        assertThat(positions(rows)).isSorted();
        Struct update = (Struct) rows.get(3).value();
        assertThat(update.getInt64(RowFormat.TX_ORDER)).isEqualTo(1);
        assertThat(update.getInt64(RowFormat.SOURCE_TS_US)).isGreaterThan(1_700_000_000_000_000L);
    }

    private static List<Long> positions(List<SourceRecord> rows) {
        return rows.stream()
                .filter(row -> row.value() != null)
                .map(row -> ((Struct) row.value()).getInt64(RowFormat.LSN))
                .toList();
    }
}
