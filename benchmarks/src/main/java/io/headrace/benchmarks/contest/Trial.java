package io.headrace.benchmarks.contest;

import io.headrace.benchmarks.goal.Target;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.ConnectorStatus;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One turn of one contender: a worker is started, warms up on a topic of its own, loads the measured topic, and stops. */
final class Trial {
    private static final Duration FIRST_FETCH = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LOOKS_PER_STATUS = 20;
    private static final int GLANCES_PER_STATUS = 1_000;

    private final Stand stand;
    private final Contender contender;
    private final List<String> jvm;

    Trial(Stand stand, Contender contender, WorkerJvm jvm) {
        this.stand = stand;
        this.contender = contender;
        this.jvm = jvm.options(contender.role());
    }

    /**
     * @param warmUp loaded first, by a connector of its own, and not timed
     * @param timed loaded and timed; its rows are left in the target
     */
    Measurement run(Place warmUp, long warmUpRows, Place timed, long rows) {
        Path home = Trees.create(stand.directory().resolve(timed.name()));
        Path plugins = home.resolve("plugins");
        contender.plugin().accept(PluginDirs.in(plugins));
        try (WorkerProcess worker = WorkerProcess.start(
                WorkerProcess.Version.CURRENT, stand.worker(timed.name(), plugins), home.resolve("worker"), jvm)) {
            load(worker, warmUp, warmUpRows);
            Measurement measurement = load(worker, timed, rows);
            worker.stop();
            contender.target().apply(warmUp).clear();
            return measurement;
        }
    }

    private Measurement load(WorkerProcess worker, Place place, long rows) {
        try (Target target = contender.target().apply(place)) {
            target.clear();
            return load(worker, place, rows, target);
        }
    }

    private Measurement load(WorkerProcess worker, Place place, long rows, Target target) {
        String connector = place.name();
        ConnectClient client = worker.client();
        long before = stand.broker().fetchedBytes(place.topic());
        client.put(connector, config(place));
        awaitFirstFetch(client, connector, place.topic(), before);
        Instant started = Instant.now();
        long start = System.nanoTime();
        Duration cpuBefore = ProcessMeter.cpu(worker.pid());
        awaitComplete(client, connector, target, rows);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Measurement measurement = new Measurement(
                rows,
                started,
                took,
                ProcessMeter.peakRssMb(worker.pid()),
                ProcessMeter.cpu(worker.pid()).minus(cpuBefore));
        client.delete(connector);
        stand.broker().awaitGone(connector);
        return measurement;
    }

    private Map<String, String> config(Place place) {
        Map<String, String> config = new HashMap<>(Stand.consumer());
        config.put("tasks.max", "1");
        config.put("topics", place.topic());
        config.putAll(contender.config().apply(place));
        return config;
    }

    private void awaitFirstFetch(ConnectClient client, String connector, String topic, long before) {
        long deadline = System.nanoTime() + FIRST_FETCH.toNanos();
        for (int glance = 1; stand.broker().fetchedBytes(topic) == before; glance++) {
            if (glance % GLANCES_PER_STATUS == 0) {
                refuseFailed(client.status(connector));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        contender.name() + " did not fetch from " + topic + ": " + client.status(connector));
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    private void awaitComplete(ConnectClient client, String connector, Target target, long rows) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        for (int look = 1; !target.isComplete(rows); look++) {
            if (look % LOOKS_PER_STATUS == 0) {
                refuseFailed(client.status(connector));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(contender.name() + " did not load " + rows + " rows in "
                        + LONGEST.toMinutes() + " minutes: " + client.status(connector));
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    private void refuseFailed(ConnectorStatus status) {
        if (status.hasFailed()) {
            throw new IllegalStateException(contender.name() + " failed: " + status);
        }
    }
}
