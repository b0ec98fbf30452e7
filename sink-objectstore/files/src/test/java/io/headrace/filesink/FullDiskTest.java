package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.local.LocalStore;
import io.headrace.sink.spi.LedgerEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S30: a full disk is an outage, said clearly, and over when there is space again. */
class FullDiskTest {

    /** Which writing calls find the disk full: single ones in every phase of a load, and then a long stretch. */
    private static final Set<Integer> FULL = IntStream.concat(
                    IntStream.of(1, 4, 9, 15, 22, 30), IntStream.range(50, 90))
            .boxed()
            .collect(Collectors.toSet());

    @TempDir
    Path dir;

    @Test
    void s30ADiskThatIsFullForAWhileCostsNothing() {
        Lake lake = new Lake(dir);
        AtomicInteger calls = new AtomicInteger();
        FilesDestination destination = lake.open(new FaultyStore(new LocalStore(dir), (call, after) -> {
            boolean writes =
                    !after && List.of("put", "stage", "complete", "publish").contains(call);
            if (writes && FULL.contains(calls.incrementAndGet())) {
                throw new FileSystemException("/lake/x", null, "No space left on device");
            }
        }));
        new EngineLoop(destination, 5, Lake.ORDERS).load(Lake.key(0), 30);
        assertThat(calls).hasValueGreaterThan(100);
        assertThat(lake.lines(Lake.ORDERS)).isEqualTo(Lake.expected(0, 30));
    }

    @Test
    void s30ADiskThatIsReallyFullIsSaidAndRecoveredFrom() throws Exception {
        Path disk = Files.createDirectory(dir.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "may not mount a tmpfs here");
        try {
            Lake lake = new Lake(disk.resolve("lake"));
            FilesDestination destination = lake.open();
            new EngineLoop(destination, 5, Lake.ORDERS).load(Lake.key(0), 10);
            LedgerEntry before = destination.recover(Set.of(Lake.key(0))).get(Lake.key(0));
            assertThat(before).isNotNull();
            List<Path> ballast = fill(disk);

            HeadraceException full = catchThrowableOfType(
                    HeadraceException.class, () -> Lake.load(destination, before, 10_000, Lake.ORDERS));
            assertThat(full.errorClass()).isEqualTo(ErrorClass.TRANSIENT);
            assertThat(full)
                    .hasMessageStartingWith("The disk of " + lake.root + " is full (")
                    .hasMessageEndingWith("No space left on device). Free space: writing goes on by itself then");
            destination.discard();

            for (Path file : ballast) {
                Files.delete(file);
            }
            new EngineLoop(destination, 100, Lake.ORDERS).load(Lake.key(0), 300);
            assertThat(lake.lines(Lake.ORDERS)).isEqualTo(Lake.expected(0, 300));
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static List<Path> fill(Path disk) throws IOException {
        List<Path> ballast = new ArrayList<>();
        for (int size = 1 << 18; size > 0; size = size / 2) {
            try {
                while (true) {
                    Path file = disk.resolve("ballast" + ballast.size());
                    ballast.add(file);
                    Files.write(file, new byte[size]);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }
        return ballast.stream().filter(Files::exists).toList();
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(Arrays.asList(command))
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
