package io.headrace.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sql.SqlDestination;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S29: a process killed around any step leaves exactly the rows that its ledger names. */
final class DuckDbCrashTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"stage", "commit", "committed"})
    void killedRightAfterAStepBegins(String step) throws Exception {
        Path file = directory.resolve("w.duckdb");
        for (int round = 1; round <= 2; round++) {
            Process child = Children.start("load", file);
            long committed = 0;
            try (BufferedReader lines = Children.lines(child)) {
                int seen = 0;
                while (seen < 3) {
                    String line = String.valueOf(lines.readLine());
                    if (line.startsWith("committed ")) {
                        committed = number(line) + ChildMain.ROWS_PER_LOAD;
                    }
                    seen += line.startsWith(step + " ") ? 1 : 0;
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertConsistent(file, committed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void killedAtARandomMoment(long seed) throws Exception {
        Path file = directory.resolve("w.duckdb");
        Random random = new Random(seed);
        for (int round = 1; round <= 3; round++) {
            Process child = Children.start("load", file);
            long committed = 0;
            try (BufferedReader lines = Children.lines(child)) {
                int until = 1 + random.nextInt(60);
                for (int line = 0; line < until; line++) {
                    String text = String.valueOf(lines.readLine());
                    committed = text.startsWith("committed ") ? number(text) + ChildMain.ROWS_PER_LOAD : committed;
                }
                long spin = System.nanoTime() + random.nextInt(3_000_000);
                while (System.nanoTime() < spin) {
                    Thread.onSpinWait();
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertConsistent(file, committed);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    private static void assertConsistent(Path file, long committed) throws IOException {
        Warehouse warehouse = new Warehouse(file);
        try (SqlDestination destination = warehouse.destination()) {
            LedgerEntry entry = Objects.requireNonNull(
                    destination.recover(Set.of(ChildMain.KEY)).get(ChildMain.KEY));
            long next = Math.max(entry.next(), 0);

            assertThat(next).isGreaterThanOrEqualTo(committed);
            if (destination.describe(ChildMain.TABLE.id()).isPresent()) {
                assertThat(warehouse.query(
                                "SELECT count(*), count(DISTINCT \"offset\"), COALESCE(max(\"offset\") + 1, 0), "
                                        + "count(*) FILTER (text <> 'row ' || \"offset\") FROM numbers"))
                        .containsExactly(next + "," + next + "," + next + ",0");
            }
        }
    }
}
