package io.headrace.benchmarks.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerLogTest {
    @TempDir
    Path directory;

    @Test
    void findsTheHeapAtItsFullest() throws IOException {
        Path log = Files.writeString(directory.resolve("gc.log"), """
                [0.010s] Using G1
                [1.200s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 154M->61M(256M) 8.100ms
                [1.900s] GC(1) Pause Full (G1 Compaction Pause) 498M->210M(512M) 90.000ms
                [2.400s] GC(2) Concurrent Mark Cycle 12.000ms
                """);
        assertThat(WorkerLog.peakHeapMb(log)).isEqualTo(498);
    }

    @Test
    void countsWhatRanOutOfMemory() throws IOException {
        Path log = Files.writeString(directory.resolve("worker.log"), """
                INFO jvm.args = -Xmx512m, -XX:+ExitOnOutOfMemoryError
                java.lang.OutOfMemoryError: Java heap space
                Terminating due to java.lang.OutOfMemoryError: Java heap space
                """);
        assertThat(WorkerLog.outOfMemory(log)).isEqualTo(2);
    }
}
