package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.machine.HeapMeter;
import io.headrace.testkit.server.PluginDirs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads very much by ours alone, and looks at memory.
 *
 * @param plugin puts the source's jars where a worker finds them
 */
public record HeapRun(Stand stand, ChargeApi api, Consumer<PluginDirs> plugin) {

    /**
     * What was found.
     *
     * @param liveMb what was alive in the heap, each time the run looked
     */
    public record Outcome(Measurement measured, List<Double> liveMb) {}

    /** Reads pages. */
    public Outcome pages(Job job) {
        try (Headrace ours = new Headrace(stand, api, job.name() + "-worker", plugin, Stand.jvm())) {
            HeapCurve curve = new HeapCurve(new HeapMeter(ours.pid()), job.rows());
            Measurement measured = ours.read(job, curve);
            new TopicCheck(stand.broker().bootstrapServers(), false).check(job.name(), job.rows());
            return new Outcome(measured, curve.live());
        }
    }

    /**
     * Reads one response.
     *
     * @param heapMb the largest heap of the worker
     */
    public Outcome one(Job job, int heapMb) {
        List<String> jvm = new ArrayList<>(Stand.jvm());
        jvm.addAll(List.of("-Xms" + heapMb + "m", "-Xmx" + heapMb + "m", "-XX:+ExitOnOutOfMemoryError"));
        try (Headrace ours = new Headrace(stand, api, job.name() + "-worker", plugin, jvm)) {
            Measurement measured = ours.readAll(job);
            double live = new HeapMeter(ours.pid()).liveMb();
            new TopicCheck(stand.broker().bootstrapServers(), false).check(job.name(), job.rows());
            return new Outcome(measured, List.of(live));
        }
    }
}
