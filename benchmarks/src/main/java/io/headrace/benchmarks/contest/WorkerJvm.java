package io.headrace.benchmarks.contest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a contender's worker.
 *
 * @param growingHeap whether the heap grows as it is needed, as after a start, so that the memory of the process says what a contender needs; else all of it was touched before, as
 *     in a worker that has run for long, and the kernel gives no pages out while time is taken
 * @param recording the file that a flight recording of ours goes to, or null for none
 */
public record WorkerJvm(boolean growingHeap, @Nullable Path recording) {

    /** {@return the options of the JVM of this contender's worker} */
    public List<String> options(Role role) {
        List<String> options = new ArrayList<>(Stand.jvm());
        if (!growingHeap) {
            // Of two that contradict each other the later one counts.
            options.addAll(List.of("-Xms2g", "-XX:+AlwaysPreTouch"));
        }
        if (recording != null && role == Role.OURS) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
            options.add("-XX:FlightRecorderOptions=stackdepth=128");
        }
        return options;
    }
}
