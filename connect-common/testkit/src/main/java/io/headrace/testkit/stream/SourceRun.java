package io.headrace.testkit.stream;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A source connector with its tasks, run by hand: records count as written when the test says so, one by one. A worker without
 * plugin metrics, as Kafka 3.9 is.
 */
public final class SourceRun implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final int TIMES_THE_START = 3;

    private final SourceConnector connector;
    private final Offsets offsets;
    private final List<SourceTask> tasks = new ArrayList<>();
    private final List<Polled> waiting = new ArrayList<>();
    private Duration starting = Duration.ZERO;

    private record Polled(SourceTask task, SourceRecord record) {}

    private SourceRun(SourceConnector connector, Offsets offsets) {
        this.connector = connector;
        this.offsets = offsets;
    }

    /** Starts a connector that was not started before, and as many tasks as {@code tasks.max} allows. */
    public static SourceRun start(SourceConnector connector, Map<String, String> config, Offsets offsets)
            throws ReflectiveOperationException {
        SourceRun run = new SourceRun(connector, offsets);
        long begun = System.nanoTime();
        connector.initialize(run.new Context(config));
        connector.start(config);
        for (Map<String, String> taskConfig :
                connector.taskConfigs(Integer.parseInt(config.getOrDefault("tasks.max", "1")))) {
            SourceTask task =
                    (SourceTask) connector.taskClass().getDeclaredConstructor().newInstance();
            run.tasks.add(task);
            task.initialize(run.new TaskContext(taskConfig));
            task.start(taskConfig);
        }
        run.starting = Duration.ofNanos(System.nanoTime() - begun);
        return run;
    }

    /** {@return up to {@code most} records, written to Kafka and their offsets stored; fewer when nothing comes any more} */
    public List<SourceRecord> read(int most) throws InterruptedException {
        List<SourceRecord> written = new ArrayList<>();
        long quiet = quiet().toNanos();
        long quietUntil = System.nanoTime() + quiet;
        while (written.size() < most && (poll() || System.nanoTime() < quietUntil)) {
            if (!waiting.isEmpty()) {
                quietUntil = System.nanoTime() + quiet;
            }
            while (written.size() < most && !waiting.isEmpty()) {
                Polled next = waiting.remove(0);
                offsets.commit(next.record());
                next.task().commitRecord(next.record(), null);
                written.add(next.record());
            }
        }
        return written;
    }

    /** {@return all records until nothing comes any more} */
    public List<SourceRecord> readAll() throws InterruptedException {
        return read(Integer.MAX_VALUE);
    }

    /** Ends everything at once. What was polled and not written is lost, as it is when a worker dies. */
    @Override
    public void close() {
        tasks.forEach(SourceTask::stop);
        connector.stop();
    }

    /** How long nothing has come when nothing comes any more: longer on a machine that has more to do than it can, or where classes are loaded yet. */
    private Duration quiet() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double overload = system.getSystemLoadAverage() / system.getAvailableProcessors();
        Duration quiet = Duration.ofMillis(Math.round(QUIET.toMillis() * Math.max(1, overload)));
        Duration slow = starting.multipliedBy(TIMES_THE_START);
        return slow.compareTo(quiet) > 0 ? slow : quiet;
    }

    private boolean poll() throws InterruptedException {
        if (!waiting.isEmpty()) {
            return true;
        }
        for (SourceTask task : tasks) {
            List<SourceRecord> polled = task.poll();
            if (polled != null) {
                polled.forEach(record -> waiting.add(new Polled(task, record)));
            }
        }
        if (waiting.isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        return !waiting.isEmpty();
    }

    private static PluginMetrics noMetrics() {
        throw new NoSuchMethodError("pluginMetrics, as on a worker of Kafka 3.9");
    }

    private final class TaskContext implements SourceTaskContext {
        private final Map<String, String> config;

        TaskContext(Map<String, String> config) {
            this.config = config;
        }

        @Override
        public Map<String, String> configs() {
            return config;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return offsets;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return noMetrics();
        }
    }

    private final class Context implements SourceConnectorContext {
        private final Map<String, String> config;

        Context(Map<String, String> config) {
            this.config = config;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return offsets;
        }

        @Override
        public void requestTaskReconfiguration() {
            throw new UnsupportedOperationException("Tasks are made once, from " + config.keySet());
        }

        @Override
        public void raiseError(Exception e) {
            throw new AssertionError("The connector failed", e);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return noMetrics();
        }
    }
}
