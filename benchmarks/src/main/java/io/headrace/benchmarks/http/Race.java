package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.testkit.server.PluginDirs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One turn of each contender. Ours and the limit warm up on charges of their own, which come without delay.
 *
 * @param plugin puts the source's jars where a worker finds them
 * @param python the environment of the peer
 * @param jvm the options of the worker's JVM
 * @param warmUp how many charges warm up
 */
public record Race(
        Stand stand, ChargeApi api, Consumer<PluginDirs> plugin, Path python, List<String> jvm, long warmUp) {

    /**
     * @param job what is read; its name need not be its own
     * @param turn tells the turns apart
     */
    public Measurement run(Role role, Job job, int turn) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-" + job.latencyMillis() + "ms-" + turn;
        Job timed = job.as(name, job.rows(), job.latencyMillis());
        Job warm = job.as("warm-" + name, warmUp, 0);
        return switch (role) {
            case OURS -> ours(warm, timed);
            case PEER -> new AirbyteCdk(api, python, stand.directory()).read(timed);
            case LIMIT -> new Limit(api, stand.directory()).read(warm, timed);
        };
    }

    private Measurement ours(Job warm, Job timed) {
        try (Headrace ours = new Headrace(stand, api, timed.name(), plugin, jvm)) {
            ours.read(warm);
            Measurement measured = ours.read(timed);
            new TopicCheck(stand.broker().bootstrapServers(), true).check(timed.name(), timed.rows());
            return measured;
        }
    }
}
