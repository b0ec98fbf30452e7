package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.local.LocalStore;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes load the same partitions into one Parquet lake, neither knowing of the other, and are killed again and again (S01, S29). */
class KillTest {

    /** Enough that the processes outlive the kills on a fast machine, too. */
    private static final int END = 15_000;

    private static final int BATCH = 20;
    private static final int KILLS = 12;

    @TempDir
    Path root;

    @Test
    void s29ProcessesKilledAtRandomMomentsLoseAndDoubleNothing() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int killed = 0;
        List<Process> loaders = new ArrayList<>(List.of(start(), start()));
        while (killed < KILLS) {
            int victim = random.nextInt(loaders.size());
            if (loaders.get(victim).waitFor(400 + random.nextInt(400), TimeUnit.MILLISECONDS)) {
                break;
            }
            loaders.get(victim).destroyForcibly().waitFor();
            killed++;
            loaders.set(victim, start());
        }
        for (Process loader : loaders) {
            assertThat(loader.waitFor(3, TimeUnit.MINUTES)).as("seed %s", seed).isTrue();
        }
        assertThat(loaders).as("seed %s", seed).extracting(Process::exitValue).containsOnly(0);
        assertThat(killed).as("kills before the end, seed %s", seed).isGreaterThan(3);

        Lake lake = LoaderProcess.lake(root);
        List<String> expected = new ArrayList<>(Lake.expected(0, END));
        expected.addAll(Lake.expected(1, END));
        assertThat(lake.rows(Lake.ORDERS)).as("seed %s", seed).isEqualTo(expected);
        assertThat(Lake.query("SELECT count(*) FROM " + lake.from("orders") + " WHERE text <> 'row ' || o"))
                .containsExactly("0");
        lake.open().recover(Set.of(Lake.key(0), Lake.key(1)));
        try (ObjectStore store = new LocalStore(root)) {
            assertThat(store.staged("")).as("left behind, seed %s", seed).isEmpty();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoaderProcess.class.getName(),
                        root.toString(),
                        String.valueOf(END),
                        String.valueOf(BATCH))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
