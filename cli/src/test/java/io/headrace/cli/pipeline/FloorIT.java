package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest Connect that the plugins promise to run on. */
class FloorIT {

    private static final int RECORDS = 500;

    @TempDir
    private Path directory;

    @Test
    void everyPluginLoadsAndRuns() throws SQLException {
        try (Bench bench = new Bench(directory)) {
            bench.createTopic("orders", 2);
            bench.produce("orders", 0, RECORDS, id -> "{\"id\": " + id + ", \"note\": \"order " + id + "\"}");
            WorkerProcess worker = bench.startWorker(WorkerProcess.Version.FLOOR);
            worker.client().put("to-postgres", bench.sink("orders"));
            worker.client()
                    .put(
                            "to-files",
                            sink(
                                    bench,
                                    "io.headrace.filesink.FilesSinkConnector",
                                    "file://" + directory.resolve("lake"),
                                    Map.of("format", "jsonl", "compression", "none")));
            worker.client()
                    .put(
                            "to-duckdb",
                            sink(
                                    bench,
                                    "io.headrace.duckdb.DuckDbSinkConnector",
                                    "duckdb://" + directory.resolve("orders.duckdb"),
                                    Map.of()));
            bench.awaitRows("SELECT count(*), count(DISTINCT id) FROM orders", RECORDS + "|" + RECORDS);
            Await.until("all records in files", Bench.PATIENCE, () -> lines() == RECORDS);

            bench.postgres.execute(
                    Bench.DATABASE,
                    "CREATE TABLE goods (id int PRIMARY KEY, price numeric(8,2))",
                    "INSERT INTO goods VALUES (1, 9.90)");
            worker.client().put("goods", source(bench));
            worker.client().put("goods-back", goods(bench));
            bench.awaitRows("SELECT id, price FROM copied", "1|9.90");
            bench.postgres.execute(Bench.DATABASE, "UPDATE goods SET price = 10.10");
            bench.awaitRows("SELECT id, price FROM copied", "1|10.10");

            Await.until(
                    "all records in DuckDB",
                    Bench.PATIENCE,
                    () -> worker.client().status("to-duckdb").isRunning());
            worker.stop();
            assertThat(duckDbRows()).isEqualTo(RECORDS);
        }
    }

    private static Map<String, String> sink(Bench bench, String plugin, String url, Map<String, String> own) {
        Map<String, String> config = new LinkedHashMap<>(bench.sink("orders"));
        config.put("connector.class", plugin);
        config.put("url", url);
        config.remove("username");
        config.remove("password");
        config.putAll(own);
        return config;
    }

    private static Map<String, String> source(Bench bench) {
        return Map.of(
                "connector.class", "io.headrace.source.postgres.PostgresSourceConnector",
                "tasks.max", "1",
                "url", bench.postgres.url(Bench.DATABASE),
                "username", EmbeddedPostgres.USER,
                "password", EmbeddedPostgres.PASSWORD,
                "tables", "public.goods",
                "topic.prefix", "shop");
    }

    private static Map<String, String> goods(Bench bench) {
        Map<String, String> config = new LinkedHashMap<>(bench.sink("shop.public.goods"));
        config.keySet().removeIf(key -> key.contains("converter"));
        config.put("write.mode", "merge");
        config.put("topics.tables", "shop.public.goods:copied");
        return config;
    }

    private long lines() {
        try (Stream<Path> files = Files.walk(directory.resolve("lake"))) {
            long lines = 0;
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                try (Stream<String> content = Files.lines(file)) {
                    lines += content.count();
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long duckDbRows() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("orders.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(DISTINCT id) FROM orders")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
