package io.headrace.benchmarks.squeeze;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.Await;
import io.headrace.runtime.RestException;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs phases, each with a worker and a target of its own. The heap is small; all else is as Kafka's own script has it. */
public final class Squeeze {
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=4",
            "-XX:-UseSerialGC",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration FIRST_ROWS = Duration.ofMinutes(5);
    private static final Duration DRAIN = Duration.ofMinutes(5);

    private final Stand stand;
    private final Warehouse warehouse;
    private final Consumer<PluginDirs> plugin;
    private final Duration length;
    private final Map<String, String> settings;

    /**
     * @param plugin puts the sink's jars where a worker finds them
     * @param length of a phase, from the first durable row to the end of the load
     * @param settings of the connector, over those chosen here
     */
    public Squeeze(
            Stand stand,
            Warehouse warehouse,
            Consumer<PluginDirs> plugin,
            Duration length,
            Map<String, String> settings) {
        this.stand = stand;
        this.warehouse = warehouse;
        this.plugin = plugin;
        this.length = length;
        this.settings = Map.copyOf(settings);
    }

    /** Runs one phase to its end, whatever that is. */
    public Outcome run(Phase phase) {
        String name = phase.label() + "-" + warehouse.label();
        Path home = Trees.create(stand.directory().resolve(name));
        Path target = Trees.create(home.resolve("target"));
        Path gcLog = home.resolve("gc.log");
        PluginDirs plugins = PluginDirs.in(home.resolve("plugins"));
        plugin.accept(plugins);
        stand.broker().create(phase.topics());
        List<String> jvm = new ArrayList<>(JVM);
        jvm.add(WorkerLog.gcOption(gcLog));
        try (WorkerProcess worker = WorkerProcess.start(
                        WorkerProcess.Version.CURRENT,
                        stand.worker(name, plugins.root()),
                        home.resolve("worker"),
                        jvm);
                Load load = new Load(stand.broker().bootstrapServers(), phase.topics(), phase.rows())) {
            worker.client().put(name, config(phase, target));
            worker.client().awaitRunning(name, FIRST_ROWS);
            load.start();
            Pace pace = new Pace();
            boolean failed = !press(worker, name, load, pace);
            long sent = load.stop();
            failed |= !drained(worker, name, sent);
            long peakRss = ProcessMeter.peakRssMb(worker.pid());
            if (worker.isAlive()) {
                worker.stop();
            }
            if (failed) {
                keep(worker.log(), stand.directory().resolveSibling(name + ".log"));
            }
            Duration span = length.compareTo(MINUTE.multipliedBy(2)) < 0 ? length.dividedBy(2) : MINUTE;
            return new Outcome(
                    phase,
                    warehouse,
                    sent,
                    pace.first(span),
                    pace.last(span),
                    WorkerLog.peakHeapMb(gcLog),
                    peakRss,
                    WorkerLog.outOfMemory(worker.log()),
                    sent - warehouse.rows(target, phase.tables()),
                    failed);
        }
    }

    private Map<String, String> config(Phase phase, Path target) {
        Map<String, String> config = new HashMap<>(warehouse.config(target));
        config.put("tasks.max", "1");
        config.put("topics.regex", phase.label() + "\\..*");
        config.put("table.format", "${table}");
        config.put("consumer.override.isolation.level", "read_committed");
        config.putAll(warehouse.config(phase));
        config.putAll(settings);
        return config;
    }

    /** Looks on until the time is over. Returns whether all went well. */
    private boolean press(WorkerProcess worker, String name, Load load, Pace pace) {
        long begun = System.nanoTime();
        while (pace.length().compareTo(length) < 0) {
            long rows = stand.broker().committed(name);
            load.durable(rows);
            pace.add(System.nanoTime(), rows);
            boolean late = rows == 0 && System.nanoTime() - begun > FIRST_ROWS.toNanos();
            if (late || !works(worker, name)) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    private boolean drained(WorkerProcess worker, String name, long sent) {
        try {
            Await.until(
                    "all rows to be durable",
                    DRAIN,
                    () -> !works(worker, name) || stand.broker().committed(name) >= sent);
        } catch (IllegalStateException tooSlow) {
            return false;
        }
        return works(worker, name);
    }

    /** The stand takes its directory away. */
    private static void keep(Path log, Path as) {
        try {
            Files.copy(log, as, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep " + log, e);
        }
    }

    private static boolean works(WorkerProcess worker, String name) {
        try {
            return worker.isAlive() && !worker.client().status(name).hasFailed();
        } catch (RestException | UncheckedIOException busy) {
            // No answer is no verdict, as long as it lives.
            return worker.isAlive();
        }
    }
}
