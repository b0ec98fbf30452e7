package io.headrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.stack.Pipeline;
import io.headrace.cli.stack.Stack;
import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import io.headrace.testkit.server.WorkerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker is killed with SIGKILL at ten random moments while fifty thousand changes flow from Postgres, an API and webhooks to Postgres, DuckDB and Parquet. Seeded: the
 * same shop, the same changes, the same moments (as parts of the day).
 */
class KilledWorkerIT {

    private static final long SEED = Long.getLong("headrace.kill.seed", 20261120L);
    private static final int KILLS = Integer.getInteger("headrace.kill.times", 10);
    private static final int TRANSACTIONS = Integer.getInteger("headrace.kill.transactions", 8_200);
    private static final int AT_LEAST_CHANGES = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final List<String> SINKS = List.of("shop-copy", "shop-warehouse", "shop-lake");

    @TempDir
    private Path directory;

    private final Shipments shipments = new Shipments(new Random(SEED + 1));
    private final int hooksPort = LoopbackPort.free();

    @Test
    void nothingIsLostDoubledOrDifferent() throws SQLException {
        Random random = new Random(SEED);
        try (EmbeddedKafka kafka = Stack.kafka(directory.resolve("kafka"), LoopbackPort.free());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
                WorkerProcess worker = WorkerProcess.start(
                        WorkerProcess.Version.CURRENT,
                        Stack.worker(kafka.bootstrapServers(), LoopbackPort.free()),
                        directory.resolve("worker"),
                        List.of("-Xmx768m"));
                Pipeline pipeline = new Pipeline(worker.client(), kafka.bootstrapServers());
                ShopApi api = ShopApi.start(shipments);
                Payments payments = new Payments(URI.create("http://127.0.0.1:" + hooksPort + DemoConnectors.HOOKS))) {
            postgres.execute("postgres", "CREATE DATABASE shop", "CREATE DATABASE copy");
            try (Connection source = postgres.connect("shop");
                    Connection copy = postgres.connect("copy")) {
                Shop shop = new Shop(random);
                shop.create(source);
                shop.fill(source);
                Online online = new Online(random, shipments, payments);
                online.fill();
                Map<String, Map<String, String>> connectors = connectors(postgres, api);
                connectors.forEach((name, config) -> worker.client().put(name, config));
                connectors.keySet().forEach(name -> worker.client().awaitRunning(name, PATIENCE));
                // What is called back afterwards was there before, with what had happened to it.
                Await.until(
                        "the first shipments",
                        PATIENCE,
                        () -> pipeline.records("shop.api.tracking") > 0
                                && pipeline.offsetsWithValue("shop.api.tracking")
                                                .size()
                                        >= Online.SHIPMENTS);

                int changes = trade(shop, online, random, source, worker, pipeline);
                if (TRANSACTIONS >= 8_200) {
                    assertThat(changes).isGreaterThanOrEqualTo(AT_LEAST_CHANGES);
                }
                Await.until("the last change", PATIENCE, () -> pipeline.holds("shop.public.customers", Trade.LAST));
                Await.until("all payments", PATIENCE, payments::areOver);
                Await.until("the last event", PATIENCE, () -> pipeline.holds("shop.api.tracking", Trade.LAST));
                for (String sink : SINKS) {
                    Await.until(sink + " to be drained", PATIENCE, () -> pipeline.drained(sink, "shop."));
                }
                worker.stop();
                assertThat(api.refused()).as("too many requests").isPositive();
                assertThat(api.tokens()).as("tokens").isGreaterThan(1);
                compare(source, copy, pipeline, payments);
            }
        }
    }

    /** Kills at random parts of the day, each time only once the sinks have moved since the kill before. */
    private static int trade(
            Shop shop, Online online, Random random, Connection source, WorkerProcess worker, Pipeline pipeline)
            throws SQLException {
        List<Double> moments = new ArrayList<>(
                random.doubles(KILLS, 0.02, 0.98).sorted().boxed().toList());
        AtomicLong before = new AtomicLong();
        List<CompletableFuture<Void>> restarts = new ArrayList<>();
        int changes = new Trade(shop, random, TRANSACTIONS).run(source, part -> {
            online.step();
            if (!moments.isEmpty() && part >= moments.get(0)) {
                moments.remove(0);
                restarts.forEach(CompletableFuture::join);
                Await.until("progress since the last kill", PATIENCE, () -> durable(pipeline) > before.get());
                before.set(durable(pipeline));
                worker.kill();
                restarts.add(CompletableFuture.runAsync(worker::start));
            }
        });
        online.end();
        restarts.forEach(CompletableFuture::join);
        assertThat(moments).as("kills that did not happen").isEmpty();
        return changes;
    }

    private static long durable(Pipeline pipeline) {
        return pipeline.look(SINKS).stream().mapToLong(Pipeline.View::records).sum();
    }

    private Map<String, Map<String, String>> connectors(EmbeddedPostgres postgres, ShopApi api) {
        Map<String, Map<String, String>> connectors =
                new DemoConnectors(postgres.url("shop"), api.url(), hooksPort, warehouse(), lake()).all();
        replace(connectors, "shop-cdc", "password", EmbeddedPostgres.PASSWORD);
        replace(connectors, "shop-api", "http.auth.client.secret", ShopApi.SECRET);
        replace(connectors, "shop-hooks", "secret", Payments.SECRET);
        Map<String, String> copy = new LinkedHashMap<>(connectors.get("shop-warehouse"));
        copy.put("connector.class", "io.headrace.postgres.PostgresSinkConnector");
        copy.put("url", postgres.url("copy"));
        copy.put("username", EmbeddedPostgres.USER);
        copy.put("password", EmbeddedPostgres.PASSWORD);
        copy.put("tasks.max", "2");
        connectors.put("shop-copy", copy);
        return connectors;
    }

    private static void replace(Map<String, Map<String, String>> connectors, String name, String key, String value) {
        Map<String, String> config = new LinkedHashMap<>(connectors.get(name));
        config.put(key, value);
        connectors.put(name, config);
    }

    private void compare(Connection source, Connection copy, Pipeline pipeline, Payments payments) throws SQLException {
        Map<String, Original> originals = new LinkedHashMap<>();
        for (Shop.Table table : Shop.TABLES) {
            originals.put("shop.public." + table.name(), PostgresTable.original(source, table));
        }
        originals.put("shop.api.shipments", shipments.shipments());
        originals.put("shop.api.tracking", shipments.events());
        originals.put("shop.hooks.payments", payments.acknowledged());
        SoftAssertions softly = new SoftAssertions();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + warehouse())) {
            Comparison comparison = new Comparison(duckdb, lake());
            for (Map.Entry<String, Original> topic : originals.entrySet()) {
                Original original = topic.getValue();
                Comparison.Verdict verdict = comparison.compare(original);
                softly.assertThat(verdict.rows()).as(original.table()).isPositive();
                softly.assertThat(verdict.warehouse())
                        .as("%s in DuckDB", original.table())
                        .isEmpty();
                softly.assertThat(verdict.inLake())
                        .as("%s in Parquet", original.table())
                        .isEmpty();
                softly.assertThat(PostgresTable.differenceIn(copy, original))
                        .as("%s in Postgres", original.table())
                        .isEmpty();
                List<Long> loaded = offsets(duckdb, comparison.files(original.table()));
                Set<Long> inKafka = pipeline.offsetsWithValue(topic.getKey());
                softly.assertThat(loaded)
                        .as("%s: offsets in Parquet", original.table())
                        .doesNotHaveDuplicates();
                // The API may be asked once more, and give records again, after the sinks were seen drained.
                long last = loaded.stream().mapToLong(offset -> offset).max().orElse(0);
                inKafka.removeIf(offset -> offset > last);
                softly.assertThat(Set.copyOf(loaded))
                        .as("%s: offsets in Parquet", original.table())
                        .containsAll(inKafka);
            }
        }
        softly.assertAll();
    }

    private static List<Long> offsets(Connection duckdb, String files) throws SQLException {
        List<Long> offsets = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT _headrace_offset FROM read_parquet('" + files + "', union_by_name = true)")) {
            while (rows.next()) {
                offsets.add(rows.getLong(1));
            }
        }
        return offsets;
    }

    private Path warehouse() {
        return directory.resolve("warehouse.duckdb");
    }

    private Path lake() {
        return directory.resolve("lake");
    }
}
