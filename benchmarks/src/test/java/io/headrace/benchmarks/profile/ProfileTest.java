package io.headrace.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    @TempDir
    Path directory;

    @Test
    void countsPausesWithinTheSpanOnly() throws Exception {
        Path file = directory.resolve("some.jfr");
        Instant before = Instant.now();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.GCPhasePause");
            recording.start();
            System.gc();
            recording.stop();
            recording.dump(file);
        }
        assertThat(Profile.read(file, before, Instant.now()).text())
                .contains("methods by samples of their own:")
                .containsPattern("garbage collection: [1-9][0-9]* pauses");
        assertThat(Profile.read(file, before.minusSeconds(60), before).text()).contains("garbage collection: 0 pauses");
    }
}
