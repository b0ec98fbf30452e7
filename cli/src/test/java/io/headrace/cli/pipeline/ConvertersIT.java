package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.TestRegistry;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows through Confluent's Avro converter with a registry, from its bytes without a converter, and through JSON with and without schemas. */
class ConvertersIT {

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String AVRO = "io.confluent.connect.avro.AvroConverter";

    @TempDir
    private Path directory;

    @Test
    void theSameRowsLandTheSameWay() throws IOException {
        try (TestRegistry registry = TestRegistry.start(Files.createDirectories(directory.resolve("registry")));
                Bench bench = new Bench(directory)) {
            Path avro = PluginDirs.in(directory.resolve("avro")).avroConverter().root();
            ConnectClient connect = bench.startWorker(WorkerProcess.Version.CURRENT, List.of(avro))
                    .client();
            bench.postgres.execute(
                    Bench.DATABASE,
                    "CREATE TABLE goods (id bigint PRIMARY KEY, note text, ok boolean, weight double precision, price numeric(10,2), at timestamptz, day date, tags text[], doc jsonb)",
                    "INSERT INTO goods VALUES (1, 'é \"quoted\"', true, 1.5, 12.30, '2026-02-03 04:05:06.789012+00', '2026-02-03', '{a,NULL,\"b,c\"}', '{\"k\": [1, null]}'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
            pipe(bench, connect, "avro", Map.of("converter", AVRO, "converter.schema.registry.url", registry.url()));
            readStraight(bench, connect, registry);
            pipe(bench, connect, "schemas", Map.of("converter", JSON, "converter.schemas.enable", "true"));
            pipe(bench, connect, "plain", Map.of("converter", JSON, "converter.schemas.enable", "false"));
            bench.postgres.execute(
                    Bench.DATABASE,
                    "UPDATE goods SET note = 'changed', price = 0.01 WHERE id = 2",
                    "INSERT INTO goods (id, note) VALUES (3, 'third')",
                    "DELETE FROM goods WHERE id = 1");

            String all = "SELECT id, note, ok, weight, price, at, day, tags, doc::text FROM %s ORDER BY id";
            List<String> expected = bench.rows(all.formatted("goods"));
            assertThat(expected).hasSize(2);
            for (String form : List.of("avro", "direct", "schemas")) {
                bench.awaitRows(
                        "SELECT string_agg(id::text, ',' ORDER BY id) FROM via_" + form + " WHERE note IS NOT NULL",
                        "2,3");
                assertThat(bench.rows(all.formatted("via_" + form))).as(form).isEqualTo(expected);
            }
            String simple = "SELECT id, note, ok, weight FROM %s ORDER BY id";
            bench.awaitRows(
                    "SELECT string_agg(id::text, ',' ORDER BY id) FROM via_plain WHERE note IS NOT NULL", "2,3");
            assertThat(bench.rows(simple.formatted("via_plain"))).isEqualTo(bench.rows(simple.formatted("goods")));
        }
    }

    /** A source and a sink that speak one form; the first row is there before this returns. */
    private static void pipe(Bench bench, ConnectClient connect, String form, Map<String, String> converter) {
        Map<String, String> converters = new LinkedHashMap<>();
        converter.forEach((key, value) -> {
            converters.put("key." + key, value);
            converters.put("value." + key, value);
        });
        Map<String, String> source = new LinkedHashMap<>(converters);
        source.put("connector.class", "io.headrace.source.postgres.PostgresSourceConnector");
        source.put("tasks.max", "1");
        source.put("url", bench.postgres.url(Bench.DATABASE));
        source.put("username", EmbeddedPostgres.USER);
        source.put("password", EmbeddedPostgres.PASSWORD);
        source.put("tables", "public.goods");
        source.put("topic.prefix", form);
        connect.put("from-" + form, source);

        sink(bench, connect, form + ".public.goods", form, converters);
    }

    /** What the Avro converter wrote, read by the sink itself. */
    private static void readStraight(Bench bench, ConnectClient connect, TestRegistry registry) {
        Map<String, String> formats = Map.of(
                "key.converter",
                BYTES,
                "value.converter",
                BYTES,
                "key.format",
                "avro",
                "value.format",
                "avro",
                "schema.registry.url",
                registry.url());
        sink(bench, connect, "avro.public.goods", "direct", formats);
    }

    private static void sink(
            Bench bench, ConnectClient connect, String topic, String form, Map<String, String> formats) {
        Map<String, String> sink = new LinkedHashMap<>(bench.sink(topic));
        sink.keySet().removeIf(key -> key.contains("converter"));
        sink.putAll(formats);
        sink.put("write.mode", "merge");
        sink.put("topics.tables", topic + ":via_" + form);
        connect.put("to-" + form, sink);
        bench.awaitRows("SELECT count(*) FROM via_" + form + " WHERE id = 1", "1");
    }
}
