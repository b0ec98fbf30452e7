package io.headrace.benchmarks.chaos;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.CutProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * All that runs: the broker in this JVM, Postgres behind a proxy, two workers that share the sinks into Postgres and Parquet, and one of its own for DuckDB, whose file
 * has one owner.
 */
final class Arena implements AutoCloseable {

    static final String TOPIC = "changes";
    static final int PARTITIONS = 6;
    static final String DATABASE = "warehouse";
    static final String MERGED = "merged";
    static final String APPENDED = "appended";

    /** A topic without records, for connectors that only come and go. */
    static final String QUIET = "quiet";

    private static final Duration START = Duration.ofMinutes(3);

    private final Path directory;
    private final EventLog log;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final CutProxy line;
    private final Disk lake;
    private final Disk warehouse;
    private final Admin admin;
    private final List<Sink> sinks;
    private final List<Worker> pair = new ArrayList<>();
    private final List<Worker> single = new ArrayList<>();

    Arena(Path directory, Path plugins, Plan plan, EventLog log) {
        Set<Target> targets = plan.targets();
        this.directory = directory;
        this.log = log;
        this.kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        this.postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        this.line = CutProxy.to(postgres.port());
        this.lake = Disk.at(directory.resolve("lake"));
        this.warehouse = Disk.at(directory.resolve("warehouse"));
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "request.timeout.ms",
                "5000",
                "default.api.timeout.ms",
                "10000"));
        this.sinks = sinks().stream()
                .filter(sink -> targets.contains(sink.target()))
                .map(sink -> sink.with(plan.settings()))
                .toList();
        postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
        createTopics();
        if (targets.contains(Target.POSTGRES) || targets.contains(Target.PARQUET)) {
            pair.add(worker("one", "pair", plugins));
            pair.add(worker("two", "pair", plugins));
        }
        if (targets.contains(Target.DUCKDB)) {
            single.add(worker("duck", "single", plugins));
        }
        Await.until("the workers", START, () -> workers().stream().allMatch(Worker::isUp));
    }

    private List<Sink> sinks() {
        Map<String, String> toPostgres = Map.of(
                "connector.class", "io.headrace.postgres.PostgresSinkConnector",
                "url", "postgresql://127.0.0.1:" + line.port() + "/" + DATABASE,
                "username", EmbeddedPostgres.USER,
                "password", EmbeddedPostgres.PASSWORD,
                "connect.timeout.ms", "3000",
                "lock.timeout.ms", "3000",
                "idle.transaction.timeout.ms", "3000",
                "statement.timeout.ms", "5000");
        Map<String, String> toDuckDb = Map.of(
                "connector.class", "io.headrace.duckdb.DuckDbSinkConnector",
                "url", "duckdb://" + duckDbFile().toUri().getRawPath(),
                "duckdb.memory.bytes", "268435456");
        Map<String, String> toLake = Map.of(
                "connector.class", "io.headrace.filesink.FilesSinkConnector",
                "url", "file://" + lakeDirectory().toUri().getRawPath(),
                "format", "parquet");
        return List.of(
                Sink.of("postgres-merge", Target.POSTGRES, true, MERGED, TOPIC, toPostgres),
                Sink.of("postgres-append", Target.POSTGRES, false, APPENDED, TOPIC, toPostgres),
                Sink.of("duckdb-merge", Target.DUCKDB, true, MERGED, TOPIC, toDuckDb),
                Sink.of("duckdb-append", Target.DUCKDB, false, APPENDED, TOPIC, toDuckDb),
                Sink.of("lake", Target.PARQUET, false, APPENDED, TOPIC, toLake));
    }

    private void createTopics() {
        try {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1),
                            new NewTopic(QUIET, 1, (short) 1),
                            new NewTopic(Sink.ASIDE, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Worker worker(String name, String group, Path plugins) {
        WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), group)
                .withPluginPath(List.of(plugins))
                .withFastFailover()
                .with("exactly.once.source.support", "disabled")
                .with("offset.flush.interval.ms", "500")
                .with("consumer.max.poll.interval.ms", "10000")
                .with("consumer.metadata.max.age.ms", "5000")
                .with("task.shutdown.graceful.timeout.ms", "5000");
        return new Worker(name, settings, directory.resolve("worker-" + name), log);
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** The line to Postgres. */
    CutProxy line() {
        return line;
    }

    Disk lake() {
        return lake;
    }

    Disk warehouse() {
        return warehouse;
    }

    Admin admin() {
        return admin;
    }

    List<Sink> all() {
        return sinks;
    }

    /** {@return the sinks that these workers share} */
    List<Sink> of(List<Worker> workers) {
        return sinks.stream()
                .filter(sink -> workersOf(sink.target()).equals(workers))
                .toList();
    }

    List<Worker> workersOf(Target target) {
        return target == Target.DUCKDB ? single : pair;
    }

    List<Worker> pair() {
        return pair;
    }

    List<Worker> single() {
        return single;
    }

    List<Worker> workers() {
        List<Worker> all = new ArrayList<>(pair);
        all.addAll(single);
        return all;
    }

    Path duckDbFile() {
        return warehouse.root().resolve("warehouse.duckdb");
    }

    Path lakeDirectory() {
        return lake.root().resolve("files");
    }

    /** Ends all workers in good order, so that others may open DuckDB's file. */
    void stopWorkers() {
        workers().forEach(Worker::close);
    }

    /** Leaves the disks where they are, for somebody to look at. */
    void keepDisks() {
        lake.keep();
        warehouse.keep();
    }

    @Override
    public void close() {
        stopWorkers();
        admin.close(Duration.ZERO);
        line.close();
        postgres.close();
        kafka.close();
        lake.close();
        warehouse.close();
    }
}
