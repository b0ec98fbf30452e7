package io.headrace.benchmarks.webhook;

import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.contest.WorkerJvm;
import io.headrace.benchmarks.machine.ChildJvm;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.testkit.server.PluginDirs;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One turn of ours or of the limit: a server of its own takes the shapes one after the other, and the topic is read afterwards.
 *
 * @param plugin puts the source's jars where a worker finds them
 * @param jvm the servers' JVMs
 * @param tasks how many tasks ours has
 * @param shapes those that are taken, in this order
 * @param warmUp how long each shape is sent before it counts
 * @param length how long it counts
 */
public record Bout(
        Stand stand,
        Consumer<PluginDirs> plugin,
        WorkerJvm jvm,
        int tasks,
        List<Shape> shapes,
        Duration warmUp,
        Duration length) {

    /**
     * What a turn gave.
     *
     * @param started when the first shape began
     * @param peakRssMb the most memory that the server's process ever had, in MB
     */
    public record Outcome(Map<Shape, Pace> paces, Instant started, long peakRssMb) {}

    /** @throws IllegalStateException when an event that was acknowledged is not in the topic */
    public Outcome run(Role role, int turn) {
        String topic = "events-" + role.name().toLowerCase(Locale.ROOT) + "-" + turn;
        stand.broker().create(List.of(topic));
        List<String> options = jvm.options(role);
        if (role == Role.OURS) {
            try (Listener ours = new Listener(stand, topic, plugin, options, tasks, false)) {
                return load(topic, ours.port(), ours.pid());
            }
        }
        List<String> arguments = List.of(stand.broker().bootstrapServers(), topic);
        try (ChildJvm limit = ChildJvm.start(
                options, BareServer.class, arguments, stand.directory().resolve("limit.log"))) {
            return load(topic, Integer.parseInt(limit.line()), limit.pid());
        }
    }

    private Outcome load(String topic, int port, long pid) {
        Events events = new Events();
        BitSet acknowledged = new BitSet();
        Map<Shape, Pace> paces = new EnumMap<>(Shape.class);
        Instant started = Instant.now();
        for (Shape shape : shapes) {
            Senders senders = new Senders(port, List.of(shape), events, acknowledged, true);
            senders.run(warmUp, length);
            paces.put(shape, senders.pace());
        }
        long rss = ProcessMeter.peakRssMb(pid);
        Keys keys = Keys.of(stand.broker().bootstrapServers(), topic);
        long missing = keys.missing(acknowledged);
        if (missing > 0 || acknowledged.isEmpty()) {
            throw new IllegalStateException(
                    missing + " of " + acknowledged.cardinality() + " acknowledged events are not in " + topic);
        }
        return new Outcome(paces, started, rss);
    }
}
