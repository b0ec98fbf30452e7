package io.headrace.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.chaos.Comparison.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of damage is planted in a table that was right, and must be found, alone. */
class ComparisonTest {

    private static final int RECORDS = 400;
    private static final int PARTITIONS = 3;

    private final Expected expected = new Expected();

    ComparisonTest() {
        Changes changes = new Changes(11);
        Map<Integer, Long> ends = new HashMap<>();
        for (int sent = 0; sent < RECORDS; ) {
            for (Changes.Change change : changes.next()) {
                int partition = (int) (change.id() % PARTITIONS);
                // Offsets with gaps, as transactions and compaction leave them.
                long offset = ends.merge(partition, 2L, Long::sum);
                expected.add(partition, offset, change.key(), change.value());
                sent++;
            }
            if (sent % 50 == 0) {
                changes.alter();
            }
        }
    }

    @Test
    void aTableThatIsRightIsRight() throws SQLException {
        Verdict verdict = appended("SELECT 1");
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.rows()).isGreaterThanOrEqualTo(RECORDS);
        assertThat(verdict.examples()).isEmpty();
        assertThat(merged("SELECT 1").isGood()).isTrue();
    }

    @Test
    void aLostRowIsFound() throws SQLException {
        assertOnly(appended("DELETE FROM appended WHERE rowid = 17"), 1, 0, 0, "is lost");
        assertOnly(merged("DELETE FROM merged WHERE rowid = 17"), 1, 0, 0, "is lost");
    }

    @Test
    void aDoubledRowIsFound() throws SQLException {
        assertOnly(appended("INSERT INTO appended SELECT * FROM appended WHERE rowid = 17"), 0, 1, 0, "is there again");
        assertOnly(merged("INSERT INTO merged SELECT * FROM merged WHERE rowid = 17"), 0, 1, 0, "is there again");
    }

    @Test
    void anotherContentIsFound() throws SQLException {
        assertOnly(appended("UPDATE appended SET size = 1 WHERE rowid = 17"), 0, 0, 1, "instead of");
        assertOnly(appended("UPDATE appended SET _headrace_op = 'u' WHERE rowid = 17"), 0, 0, 1, "instead of");
        assertOnly(merged("UPDATE merged SET note = 'other' WHERE rowid = 17"), 0, 0, 1, "instead of");
        assertOnly(merged("UPDATE merged SET seq = NULL WHERE rowid = 17"), 0, 0, 1, "instead of");
    }

    @Test
    void aRowThatShouldBeGoneIsFound() throws SQLException {
        assertOnly(merged("INSERT INTO merged (id, note) VALUES (-1, 'back')"), 0, 0, 1, "should not be there");
    }

    private static void assertOnly(Verdict verdict, int lost, int doubled, int differing, String text) {
        assertThat(List.of(verdict.lost(), verdict.doubled(), verdict.differing()))
                .as(verdict.toString())
                .containsExactly((long) lost, (long) doubled, (long) differing);
        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.examples()).singleElement().asString().contains(text);
    }

    private Verdict appended(String damage) throws SQLException {
        Comparison comparison = new Comparison("appended", expected.appended());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            create(duckdb, "appended", expected.appended());
            run(duckdb, damage);
            Rows.appended(duckdb, "appended", comparison);
        }
        return comparison.verdict();
    }

    private Verdict merged(String damage) throws SQLException {
        Comparison comparison = new Comparison("merged", expected.merged());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            create(duckdb, "merged", expected.merged());
            run(duckdb, damage);
            Rows.merged(duckdb, "merged", comparison);
        }
        return comparison.verdict();
    }

    /** Makes the table from the text of its rows, {@code OP{name=value, …}}. */
    private static void create(Connection duckdb, String table, Map<String, String> rows) throws SQLException {
        run(
                duckdb,
                "CREATE TABLE " + table + " (id BIGINT, seq BIGINT, note VARCHAR, size BIGINT, e0 VARCHAR, e1 BIGINT,"
                        + " e2 DOUBLE, e3 BOOLEAN, e4 VARCHAR, e5 BIGINT, e6 DOUBLE, e7 BOOLEAN, e8 VARCHAR, _headrace_op VARCHAR,"
                        + " _headrace_partition INTEGER, _headrace_offset BIGINT)");
        for (Map.Entry<String, String> row : rows.entrySet()) {
            int brace = row.getValue().indexOf('{');
            StringBuilder names = new StringBuilder("_headrace_op");
            StringBuilder values = new StringBuilder("'" + row.getValue().substring(0, brace) + "'");
            for (String cell : row.getValue()
                    .substring(brace + 1, row.getValue().length() - 1)
                    .split(", ")) {
                names.append(", ").append(cell, 0, cell.indexOf('='));
                values.append(", '")
                        .append(cell.substring(cell.indexOf('=') + 1))
                        .append('\'');
            }
            if (row.getKey().contains("@")) {
                String[] position = row.getKey().split("@");
                names.append(", _headrace_partition, _headrace_offset");
                values.append(", ").append(position[0]).append(", ").append(position[1]);
            }
            run(duckdb, "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")");
        }
    }

    private static void run(Connection duckdb, String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
