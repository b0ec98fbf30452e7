package io.headrace.benchmarks.cdc;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One rival with a bank, a worker and topics of its own, and its source running. Closing takes the worker and the slot away. */
final class Ride implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rival rival;
    private final String name;
    private final Stand stand;
    private final Bank bank;
    private final WorkerProcess worker;

    Ride(Stand stand, EmbeddedPostgres server, Rival rival, String name, List<String> jvm) {
        this.rival = rival;
        this.name = name;
        this.stand = stand;
        this.bank = new Bank(server, name);
        bank.create();
        stand.broker().create(topics());
        Path home = Trees.create(stand.directory().resolve(name));
        PluginDirs plugins = PluginDirs.in(home.resolve("plugins"));
        rival.plugins().accept(plugins);
        this.worker = WorkerProcess.start(
                WorkerProcess.Version.CURRENT, stand.worker(name, plugins.root()), home.resolve("worker"), jvm);
        put(source(), rival.source().apply(address(bank.database()), name));
        awaitRead(true);
    }

    Bank bank() {
        return bank;
    }

    ConnectClient client() {
        return worker.client();
    }

    long pid() {
        return worker.pid();
    }

    String source() {
        return name + "-source";
    }

    String sink() {
        return name + "-sink";
    }

    List<String> topics() {
        return Rivals.topicsOf(name);
    }

    /** {@return the records in Kafka} */
    long records() {
        return stand.broker().records(topics());
    }

    /** Starts the sink, into another database. */
    void sinkInto(String database) {
        bank.server()
                .execute(
                        "postgres",
                        "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)",
                        "CREATE DATABASE " + database);
        put(sink(), rival.sink().apply(address(database), name));
    }

    /** Waits until the slot has a reader, or none. */
    void awaitRead(boolean wanted) {
        Await.until(
                "the slot " + name + (wanted ? " to be read" : " to be left"),
                PATIENCE,
                () -> bank.isRead(name) == wanted);
    }

    private void put(String connector, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        config.put("tasks.max", "1");
        client().put(connector, config);
        client().awaitRunning(connector, PATIENCE);
    }

    private Rival.Address address(String database) {
        return new Rival.Address(bank.server().port(), database);
    }

    @Override
    public void close() {
        worker.stop();
        worker.close();
        awaitRead(false);
        bank.forget(name);
    }
}
