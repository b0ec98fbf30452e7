package io.headrace.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether ours is recorded while it is measured. */
final class Flights {
    @Option(names = "--profile", description = "Records flights of ours, and prints where time and garbage came from.")
    private boolean profile;

    /** {@return the file to record into; null when nothing is recorded} */
    @Nullable Path recording(Path directory) {
        return profile ? directory.resolve("ours.jfr") : null;
    }
}
