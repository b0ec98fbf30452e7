package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.WorkerSettings;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Ours: the HTTP source on a worker of its own, into a topic of its own. */
public final class Headrace implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int LOOKS_PER_STATUS = 200;

    private final Stand stand;
    private final ChargeApi api;
    private final Path home;
    private final WorkerProcess worker;

    /**
     * @param name tells the worker from others
     * @param plugin puts the source's jars where a worker finds them
     * @param jvm the options of the worker's JVM
     */
    public Headrace(Stand stand, ChargeApi api, String name, Consumer<PluginDirs> plugin, List<String> jvm) {
        this.stand = stand;
        this.api = api;
        this.home = Trees.create(stand.directory().resolve(name));
        PluginDirs plugins = PluginDirs.in(home.resolve("plugins"));
        plugin.accept(plugins);
        WorkerSettings settings = stand.worker(name, plugins.root()).with("offset.flush.interval.ms", "1000");
        this.worker = WorkerProcess.start(WorkerProcess.Version.CURRENT, settings, home.resolve("worker"), jvm);
    }

    /** {@return the process id of the worker} */
    public long pid() {
        return worker.pid();
    }

    /** Reads the pages of a job into the topic of its name. */
    public Measurement read(Job job) {
        return read(job, records -> {});
    }

    /** @param progress is told how many records there are, every now and then */
    Measurement read(Job job, LongConsumer progress) {
        return run(job, Declaration.pages(home.resolve(job.name() + ".yaml"), job, api.url(job)), progress);
    }

    /** Reads one response with everything. */
    public Measurement readAll(Job job) {
        return run(job, Declaration.all(home.resolve(job.name() + ".yaml"), job, api.url(job)), records -> {});
    }

    private Measurement run(Job job, Path manifest, LongConsumer progress) {
        stand.broker().create(List.of(job.name()));
        worker.client().put(job.name(), config(job, manifest));
        Duration cpu = ProcessMeter.cpu(worker.pid());
        awaitRecords(job, 1, records -> {});
        Instant started = api.firstRequest(job);
        awaitRecords(job, job.rows(), progress);
        Measurement measured = new Measurement(
                job.rows(),
                started,
                Duration.between(started, Instant.now()),
                ProcessMeter.peakRssMb(worker.pid()),
                ProcessMeter.cpu(worker.pid()).minus(cpu));
        worker.client().delete(job.name());
        return measured;
    }

    /** All else is as it is by default; the check of the connection would be a request before the first. */
    private static Map<String, String> config(Job job, Path manifest) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.headrace.source.http.HttpSourceConnector");
        config.put("tasks.max", "1");
        config.put("http.manifest.file", manifest.toString());
        config.put("topic.pattern", job.name());
        config.put("fetch.windows", Integer.toString(job.concurrency()));
        config.put("http.max.concurrent.requests", Integer.toString(job.concurrency()));
        config.put("validate.connect", "false");
        config.put("producer.override.batch.size", Stand.BATCH_BYTES);
        return config;
    }

    private void awaitRecords(Job job, long wanted, LongConsumer progress) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long there = 0;
        for (int look = 1; there < wanted; look++) {
            there = stand.broker().records(List.of(job.name()));
            progress.accept(there);
            if (look % LOOKS_PER_STATUS == 0
                    && worker.client().status(job.name()).hasFailed()) {
                throw new IllegalStateException(
                        "The source failed: " + worker.client().status(job.name()));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Only " + there + " of " + wanted + " records came");
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    @Override
    public void close() {
        worker.stop();
        worker.close();
    }
}
