package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.cli.stack.ConnectorFile;
import io.headrace.cli.stack.Pipeline;
import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import io.headrace.testkit.http.ExampleApis;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.TestCertificate;
import io.headrace.testkit.server.TestRegistry;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code config-examples} is accepted by a worker, and all of them run together and do what their names say. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExamplesIT {

    private static final String SHOP = "shop";
    private static final List<String> NOW = List.of("2|Grace H.", "3|Edsger", "4|Barbara");
    private static final List<String> ORDERS = List.of("10|1|9.90", "11|2|0.10");
    private static final List<String> HISTORY = List.of("r|1", "r|2", "r|3", "u|2", "d|1", "c|4");

    private static final String SECRETS = """
            shop.password=of-a-test
            reporting.password=of-a-test
            github.secret=of-a-test
            stripe.secret=of-a-test
            slack.secret=of-a-test
            shopify.secret=of-a-test
            partner.secret=of-a-test
            clerk.secret=whsec_b2YtYS10ZXN0
            shopapi.secret=of-a-test
            partner.token=of-a-test
            github.token=of-a-test
            forge.token=of-a-test
            desk.password=of-a-test
            fleet.token=of-a-test
            catalog.token=of-a-test
            ledger.token=of-a-test
            """;

    /** The port that three of the examples share. */
    private static final int HOOKS = LoopbackPort.free();

    @TempDir
    private static Path directory;

    private static Bench bench;
    private static TestRegistry registry;
    private static WorkerProcess worker;
    private static Pipeline pipeline;
    private static Examples examples;
    private static ExampleApis apis;

    static Stream<String> names() {
        return Examples.names().stream();
    }

    @BeforeAll
    static void start() throws IOException {
        bench = new Bench(directory);
        registry = TestRegistry.start(Files.createDirectories(directory.resolve("registry")));
        Path authority = TestCertificate.write("127.0.0.1", directory.resolve("postgres"));
        bench.postgres.execute("postgres", "ALTER SYSTEM SET ssl = on");
        bench.postgres.stop();
        bench.postgres.start();
        bench.postgres.execute(
                "postgres",
                "CREATE ROLE headrace LOGIN SUPERUSER PASSWORD 'of-a-test'",
                "CREATE DATABASE shop",
                "CREATE DATABASE reporting");
        bench.postgres.execute(
                SHOP,
                "CREATE TABLE customers (id int PRIMARY KEY, name text)",
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, total numeric(10,2), at timestamptz)",
                "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')",
                "INSERT INTO orders VALUES (10, 1, 9.90, '2026-01-02 03:04:05+00'), (11, 2, 0.10, NULL)");
        bench.createTopic("events", 2);
        bench.createTopic("payments", 2);
        bench.createTopic("github.ping", 1);
        Path data = Files.createDirectories(directory.resolve("data"));
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), SECRETS);
        Path hooks = TestCertificate.write("127.0.0.1", Files.createDirectories(directory.resolve("hooks")));
        String server = "127.0.0.1:" + bench.postgres.port();
        apis = new ExampleApis();
        Map<String, String> places = new LinkedHashMap<>(apis.places());
        for (String declaration : List.of("github.yaml", "stripe.yaml", "exports.yaml")) {
            places.putAll(Map.ofEntries(Examples.declaration(declaration)));
        }
        places.put("/var/lib/headrace", data.toString());
        places.put("/etc/headrace/secrets.properties", secrets.toString());
        places.put("/etc/headrace/shop-ca.pem", authority.toString());
        places.put("/etc/headrace/reporting-ca.pem", authority.toString());
        places.put("/etc/headrace/hooks.crt", hooks.toString());
        places.put("/etc/headrace/hooks.key", hooks.resolveSibling("server.key").toString());
        places.put("/etc/headrace/bank-ca.pem", hooks.toString());
        places.put("\"8090\"", "\"" + HOOKS + "\"");
        places.put("\"8091\"", "\"" + LoopbackPort.free() + "\"");
        places.put("\"8443\"", "\"" + LoopbackPort.free() + "\"");
        places.put("shop-db:5432", server);
        places.put("reporting-db:5432", server);
        places.put("http://registry:8081", registry.url());
        examples = new Examples(Files.createDirectories(directory.resolve("examples")), places);
        Path avro = PluginDirs.in(directory.resolve("avro")).avroConverter().root();
        worker = bench.startWorker(WorkerProcess.Version.CURRENT, List.of(avro));
        pipeline = new Pipeline(worker.client(), bench.kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        pipeline.close();
        bench.close();
        registry.close();
        apis.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Order(1)
    void aWorkerAcceptsIt(String name) {
        assertThat(worker.client().validate(examples.read(name).config())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Order(1)
    void itHoldsNoSecret(String name) throws IOException {
        JsonNode config = new ObjectMapper().readTree(Examples.text(name)).path("config");
        assertThat(config.properties())
                .filteredOn(entry -> entry.getKey().matches(".*(password|secret|token)"))
                .allSatisfy(entry -> assertThat(entry.getValue().asText())
                        .matches("\\$\\{file:/etc/headrace/secrets\\.properties:[a-z]+\\.(password|secret|token)}"));
    }

    @Test
    @Order(2)
    void togetherTheyDoWhatTheirNamesSay() throws SQLException {
        bench.produce(
                "events",
                1,
                3,
                i -> "{\"id\": " + i + ", \"kind\": \"click\", \"at\": \"2026-01-02T03:04:0" + i + "Z\"}");
        bench.produce("events", 1, 1, i -> "{\"id\": 1, \"kind\": \"changed\", \"at\": \"2026-01-02T03:04:09Z\"}");
        bench.produce("payments", 1, 2, i -> i == 1 ? "{\"id\": 1, \"amount\": 5}" : "{\"amount\": 6}");
        for (String name : Examples.names()) {
            ConnectorFile example = examples.read(name);
            worker.client().put(example.name(), example.config());
        }
        for (String name : Examples.names()) {
            worker.client().awaitRunning(examples.read(name).name(), Bench.PATIENCE);
        }
        webhooksAreTaken();
        apisAreRead();
        settle("Edsger");
        bench.postgres.execute(
                SHOP,
                "UPDATE customers SET name = 'Grace H.' WHERE id = 2",
                "DELETE FROM customers WHERE id = 1",
                "INSERT INTO customers VALUES (4, 'Barbara')");
        settle("Barbara");
        worker.stop();

        tablesOfPostgres();
        tablesOfDuckDb();
        filesOfTheLake();
        assertThat(pipeline.records("payments-dead-letters"))
                .as("payments without an id")
                .isEqualTo(1);
    }

    /** Waits until the customer is in the topic of every source, and every sink has loaded all that is in its topics. */
    private static void settle(String customer) {
        Examples.names().stream().filter(name -> name.startsWith("source-")).forEach(name -> {
            String topic = examples.read(name).name() + ".public.customers";
            Await.until(customer + " in " + topic, Bench.PATIENCE, () -> pipeline.holds(topic, customer));
        });
        Examples.names().stream().filter(name -> name.startsWith("sink-")).forEach(name -> {
            ConnectorFile sink = examples.read(name);
            for (String topic : sink.config().getOrDefault("topics", "").split(",")) {
                Await.until(
                        sink.name() + " to load " + topic,
                        Bench.PATIENCE,
                        () -> pipeline.drained(sink.name(), Set.of(topic)));
            }
        });
    }

    private static void apisAreRead() {
        apis.records()
                .forEach((topic, records) -> Await.until(
                        records + " records in " + topic,
                        Bench.PATIENCE,
                        () -> pipeline.offsetsWithValue(topic).size(),
                        count -> count >= records));
    }

    /** GitHub's ping, signed with HMAC-SHA256 (computed with Python's hmac), and an event that nobody has signed. */
    private static void webhooksAreTaken() {
        Await.until(
                "the listener to take GitHub's ping",
                Bench.PATIENCE,
                () -> webhook("sha256=ac25cdeddd6ed89f189a0345a0a7dc61ff2086c77fa775933e4410fbfb507b81") == 200);
        assertThat(webhook("sha256=00")).isEqualTo(401);
        assertThat(pipeline.holds("github.ping", "Keep it logically awesome.")).isTrue();
    }

    /** The status of the answer; 0 while nobody listens. */
    private static int webhook(String signature) {
        HttpRequest ping = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + HOOKS + "/github"))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "ping")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .header("X-Hub-Signature-256", signature)
                .POST(HttpRequest.BodyPublishers.ofString("{\"zen\":\"Keep it logically awesome.\"}"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(ping, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while a webhook was answered", e);
        }
    }

    private static void tablesOfPostgres() throws SQLException {
        try (Connection reporting = bench.postgres.connect("reporting")) {
            for (String schema : List.of("public", "avro", "guarded")) {
                assertThat(rows(reporting, "SELECT id, name FROM " + schema + ".customers ORDER BY id"))
                        .as(schema)
                        .isEqualTo(NOW);
                assertThat(rows(reporting, "SELECT id, customer_id, total FROM " + schema + ".orders ORDER BY id"))
                        .as(schema)
                        .isEqualTo(ORDERS);
            }
            assertThat(rows(reporting, "SELECT _headrace_op, id FROM history.customers ORDER BY _headrace_offset"))
                    .isEqualTo(HISTORY);
            assertThat(rows(reporting, "SELECT id, amount FROM payments")).containsExactly("1|5");
        }
    }

    private static void tablesOfDuckDb() throws SQLException {
        for (String file : List.of("warehouse", "from-envelopes")) {
            assertThat(duckDb(file, "SELECT id, name FROM customers ORDER BY id"))
                    .as(file)
                    .isEqualTo(NOW);
            assertThat(duckDb(file, "SELECT id, customer_id, total FROM orders ORDER BY id"))
                    .as(file)
                    .isEqualTo(ORDERS);
        }
        assertThat(duckDb("history", "SELECT _headrace_op, id FROM customers ORDER BY _headrace_offset"))
                .isEqualTo(HISTORY);
        assertThat(duckDb("archive", "SELECT id, _headrace_deleted FROM customers ORDER BY id"))
                .containsExactly("1|true", "2|false", "3|false", "4|false");
        assertThat(duckDb("hooks", "SELECT id, type, route, path, body->>'zen' FROM pings"))
                .containsExactly(
                        "72d3162e-cc78-11e3-81ab-4c9367dc0958|ping|default|/github|Keep it logically awesome.");
        assertThat(duckDb("events", "SELECT id, kind, epoch(\"at\")::bigint % 60 FROM events ORDER BY id"))
                .containsExactly("1|changed|9", "2|click|2", "3|click|3");
    }

    private static void filesOfTheLake() throws SQLException {
        Path data = directory.resolve("data");
        assertThat(duckDb(
                        "reader",
                        "SELECT _headrace_op, id FROM read_parquet('" + data
                                + "/lake/customers/dt=*/*.parquet', union_by_name = true) ORDER BY _headrace_offset"))
                .isEqualTo(HISTORY);
        assertThat(
                        duckDb(
                                "reader",
                                "SELECT _headrace_op, id FROM read_json_auto('" + data
                                        + "/feed/shop.public.customers/0/*/*/*/*.jsonl.gz', union_by_name = true) ORDER BY _headrace_offset"))
                .isEqualTo(HISTORY);
    }

    private static List<String> duckDb(String file, String sql) throws SQLException {
        try (Connection copies =
                DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("data/" + file + ".duckdb"))) {
            return rows(copies, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return Bench.rows(found);
        }
    }
}
