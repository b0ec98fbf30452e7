package io.headrace.cli.pipeline;

import io.headrace.rules.golden.Golden;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import io.headrace.testkit.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users read when a configuration is wrong: every text that a real worker answers stands in {@code docs/reference/errors.md}. */
class WrongConfigsIT {

    private static final String SECRET = "canary-7c1e";
    private static final String ISOLATION = "consumer.override.isolation.level";

    private static final String HEAD = """
            # Errors of wrong configurations

            What the plugins say when `PUT /connector-plugins/…/config/validate`, or creating a connector, meets a wrong configuration. This page is generated from the answers of a real worker; a test compares the two. Each case shows what differs from a good configuration, where `null` takes a key out, and all errors that come back. `/data` stands for a directory of the worker; the good server listens on port 5432, one without logical decoding on port 5433, Kafka on port 9092, and nothing on port 5434; the worker has a heap of 512 MiB. Passwords are shown here as `…`, and no answer holds one. Texts that do not begin with a key are Connect's own, once for each key they stand at.
            """;

    @TempDir
    private static Path directory;

    private final SoftAssertions softly = new SoftAssertions();

    private static Bench bench;
    private static EmbeddedPostgres replica;
    private static ConnectClient connect;
    private static int closedPort;

    @BeforeAll
    static void start() throws IOException {
        bench = new Bench(directory);
        replica = EmbeddedPostgres.start(
                directory.resolve("replica"), LoopbackPort.free(), Map.of("wal_level", "replica"));
        connect = bench.startWorker(WorkerProcess.Version.CURRENT).client();
        // Last, so that none of the servers takes it.
        closedPort = LoopbackPort.free();
        Files.writeString(directory.resolve("notes.txt"), "This is a text, and no database. ".repeat(200));

        replica.execute("postgres", "CREATE TABLE orders (id int PRIMARY KEY)");
        bench.postgres.execute(
                Bench.DATABASE,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "CREATE ROLE reader LOGIN",
                "CREATE ROLE replicator LOGIN REPLICATION",
                "CREATE ROLE locked LOGIN PASSWORD 'another'",
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE keyless (id int)",
                "CREATE VIEW open_orders AS SELECT * FROM orders",
                "GRANT SELECT ON orders TO reader",
                "SELECT pg_create_physical_replication_slot('physical')");
        Path rules = directory.resolve("postgres").resolve("pg_hba.conf");
        Files.writeString(rules, "host all locked 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        bench.postgres.execute("postgres", "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        bench.close();
        replica.close();
    }

    @Test
    void everyMistakeIsAnsweredAsThePageSays() {
        StringBuilder page = new StringBuilder(HEAD);
        chapter(page, "All sinks, here `io.headrace.duckdb.DuckDbSinkConnector`", duckDb(), allSinks());
        chapter(page, "`io.headrace.duckdb.DuckDbSinkConnector`", duckDb(), duckDbSink());
        chapter(page, "`io.headrace.postgres.PostgresSinkConnector`", postgres(), postgresSink());
        chapter(page, "`io.headrace.filesink.FilesSinkConnector`", files(), filesSink());
        chapter(page, "`io.headrace.source.postgres.PostgresSourceConnector`", source(), sourceKeys());
        chapter(page, "`io.headrace.source.postgres.PostgresSourceConnector`: the server", source(), sourceServer());
        chapter(page, "`io.headrace.source.http.WebhookSourceConnector`", webhook(), webhookSource());
        Golden.assertMatches("docs/reference/errors.md", withoutPlaces(page.toString()));
        softly.assertAll();
    }

    private void chapter(StringBuilder page, String title, Map<String, String> good, List<WrongConfig> cases) {
        softly.assertThat(connect.validate(good)).as(title).isEmpty();
        page.append("\n## ").append(title).append('\n');
        cases.forEach(wrong -> page.append('\n').append(wrong.ask(connect, good, SECRET, softly)));
    }

    private static String withoutPlaces(String page) {
        return page.replace(directory.toString(), "/data")
                .replaceAll("\\b" + bench.postgres.port() + "\\b", "5432")
                .replaceAll("\\b" + replica.port() + "\\b", "5433")
                .replace(bench.kafka.bootstrapServers(), "127.0.0.1:9092")
                .replaceAll("\\b" + closedPort + "\\b", "5434");
    }

    private static List<WrongConfig> allSinks() {
        return List.of(
                WrongConfig.of("A key that does not exist", "flush.rowz", "1000"),
                WrongConfig.of("A key with a slip of the pen", "names.snak", "true"),
                WrongConfig.of("A key of Connect with a slip of the pen", "task.max", "1"),
                WrongConfig.of("A word that is no choice", "delivery", "twice"),
                WrongConfig.of("A number that is out of range", "flush.rows", "0"),
                WrongConfig.of("No number", "flush.interval.ms", "5s"),
                WrongConfig.of("Neither true nor false", "table.create", "yes"),
                WrongConfig.of("Exactly once over a consumer that reads aborted transactions", ISOLATION, null)
                        .at("delivery"),
                WrongConfig.of("A metadata column that does not exist", "metadata.columns", "loaded_at,offsets"),
                WrongConfig.of("A contract with an unknown evolution", "schema.contracts", "orders:thaw"),
                WrongConfig.of("A topic without its table", "topics.tables", "orders"),
                WrongConfig.of("Source order where every change is kept", "merge.order", "source"),
                WrongConfig.of("Source order over what leaves no position", "merge.order", "source")
                        .and("write.mode", "merge")
                        .and("truncate.mode", "apply")
                        .and("nested.lists", "child")
                        .at("delete.mode", "truncate.mode", "nested.lists"),
                WrongConfig.of("Waits that shrink", "retry.longest.ms", "1000").and("retry.first.ms", "20000"),
                WrongConfig.of("A table of an unknown placeholder", "table.format", "${topics}"),
                WrongConfig.of("Fetches that the worker cannot hold", "consumer.override.fetch.max.bytes", "500000000"),
                WrongConfig.of("Polls that the worker cannot hold", "consumer.override.max.poll.records", "1000000")
                        .at("consumer.override.fetch.max.bytes", "consumer.override.max.poll.records"),
                WrongConfig.of("Brokers without a port", "kafka.bootstrap.servers", "broker"),
                WrongConfig.of("A login for brokers that are not named", "kafka.security.protocol", "SASL_SSL")
                        .and("kafka.sasl.jaas.config", SECRET)
                        .at("kafka.bootstrap.servers"),
                WrongConfig.of("A misspelt property of the admin client", "kafka.sasl.jas.config", SECRET)
                        .and("kafka.bootstrap.servers", "127.0.0.1:" + closedPort)
                        .and("validate.connect", "false"),
                WrongConfig.of("Brokers that do not answer", "kafka.bootstrap.servers", "127.0.0.1:" + closedPort),
                WrongConfig.of(
                                "A topic that the brokers do not have",
                                "kafka.bootstrap.servers",
                                bench.kafka.bootstrapServers())
                        .at("topics"),
                WrongConfig.of("No topics", "topics", null).at("topics", "topics.regex"),
                WrongConfig.of("Topics by name and by pattern", "topics.regex", "orders.*")
                        .at("topics", "topics.regex"),
                WrongConfig.of("No name", "name", null),
                WrongConfig.of("Several mistakes at once", "flush.rows", "many")
                        .and("write.mode", "upsert")
                        .and("url", null)
                        .at("flush.rows", "write.mode", "url"));
    }

    private static List<WrongConfig> duckDbSink() {
        return List.of(
                WrongConfig.of("No URL", "url", null),
                WrongConfig.of("Another system's URL", "url", "postgresql://127.0.0.1/warehouse"),
                WrongConfig.of("A relative path", "url", "duckdb://warehouse.duckdb"),
                WrongConfig.of("A directory that does not exist", "url", "duckdb://" + directory + "/none/w.duckdb"),
                WrongConfig.of("A directory instead of a file", "url", "duckdb://" + directory),
                WrongConfig.of("A file that is no database", "url", "duckdb://" + directory + "/notes.txt"),
                WrongConfig.of("Too little memory", "duckdb.memory.bytes", "1024"));
    }

    private static List<WrongConfig> postgresSink() {
        return List.of(
                WrongConfig.of("No username", "username", null),
                WrongConfig.of("A password under a misspelt key", "passwrd", SECRET),
                WrongConfig.of(
                        "User and password in the URL",
                        "url",
                        "postgresql://loader:" + SECRET + "@127.0.0.1/warehouse"),
                WrongConfig.of("A URL for JDBC", "url", bench.postgres.jdbcUrl(Bench.DATABASE)),
                WrongConfig.of("A parameter of the URL that is not taken", "url", url() + "?sslmod=require"),
                WrongConfig.of("No server there", "url", "postgresql://127.0.0.1:" + closedPort + "/warehouse"),
                WrongConfig.of("A database that does not exist", "url", bench.postgres.url("warehous")),
                WrongConfig.of("A role that does not exist", "username", "nobody"),
                WrongConfig.of("A wrong password", "username", "locked").at("password"),
                WrongConfig.of("A password that is missing", "username", "locked")
                        .and("password", null)
                        .at("password"),
                WrongConfig.of("A role that may create no tables", "username", "reader")
                        .at("schema"),
                WrongConfig.of("A schema that the role may not create", "schema", "loads")
                        .and("username", "reader"),
                WrongConfig.of("A schema that Postgres keeps for itself", "schema", "pg_loads"),
                WrongConfig.of("TLS that the server does not have", "ssl.mode", "require"),
                WrongConfig.of("An unknown way of TLS", "ssl.mode", "always"),
                WrongConfig.of("Authorities that cannot be read", "ssl.ca.path", directory + "/ca.pem")
                        .and("ssl.mode", "verify-full"));
    }

    private static List<WrongConfig> filesSink() {
        return List.of(
                WrongConfig.of("Merging into files", "write.mode", "merge"),
                WrongConfig.of("A path without scheme", "url", "out/events"),
                WrongConfig.of("A relative URL", "url", "file:out/events"),
                WrongConfig.of("Two slashes", "url", "file://out/events"),
                WrongConfig.of("A file where a directory should be", "url", "file://" + directory + "/notes.txt/out"),
                WrongConfig.of("An unknown placeholder", "path.format", "${tabel}/${yyyy-MM-dd}"),
                WrongConfig.of("A way out of the directory", "path.format", "../${table}"),
                WrongConfig.of("An unknown format", "format", "csv"),
                WrongConfig.of("JSON Lines in snappy", "compression", "snappy").and("format", "jsonl"));
    }

    private static List<WrongConfig> sourceKeys() {
        return List.of(
                WrongConfig.of("No tables", "tables", null),
                WrongConfig.of("A table without schema", "tables", "orders"),
                WrongConfig.of("A slot that Postgres cannot name so", "slot", "Orders-Slot"),
                WrongConfig.of("An unknown snapshot", "snapshot", "always"),
                WrongConfig.of("A prefix that topics cannot have", "topic.prefix", "my shop"),
                WrongConfig.of("No name", "name", null).at("name", "topic.prefix"),
                WrongConfig.of("A URL without database", "url", "postgresql://127.0.0.1"),
                WrongConfig.of("User and password in the URL", "url", "postgresql://cdc:" + SECRET + "@127.0.0.1/shop"),
                WrongConfig.of("A property of Debezium that has a key here", "debezium.slot.name", "orders"),
                WrongConfig.of("A property of Debezium that must stay as it is", "debezium.plugin.name", "wal2json"),
                WrongConfig.of("A password handed to Debezium", "debezium.database.password", SECRET));
    }

    private static List<WrongConfig> sourceServer() {
        return List.of(
                WrongConfig.of("No server there", "url", "postgresql://127.0.0.1:" + closedPort + "/warehouse"),
                WrongConfig.of("A database that does not exist", "url", bench.postgres.url("warehous")),
                WrongConfig.of("A role that does not exist", "username", "nobody")
                        .at("password"),
                WrongConfig.of("A wrong password", "username", "locked").at("password"),
                WrongConfig.of("TLS that the server does not have", "ssl.mode", "require"),
                WrongConfig.of("A server without logical decoding", "url", replica.url("postgres")),
                WrongConfig.of("A role that may neither replicate nor publish", "username", "reader")
                        .at("username", "publication"),
                WrongConfig.of("A role that may not read the table", "username", "replicator")
                        .at("tables", "publication"),
                WrongConfig.of("A table that does not exist", "tables", "public.order"),
                WrongConfig.of("A pattern that matches nothing", "tables", "shop.*"),
                WrongConfig.of("A view", "tables", "public.open_orders"),
                WrongConfig.of("A table without key", "tables", "public.keyless"),
                WrongConfig.of("A slot that is not for decoding", "slot", "physical"));
    }

    private static Map<String, String> duckDb() {
        return sink("io.headrace.duckdb.DuckDbSinkConnector", "duckdb://" + directory + "/warehouse.duckdb");
    }

    private static Map<String, String> postgres() {
        return withLogin(sink("io.headrace.postgres.PostgresSinkConnector", url()));
    }

    private static Map<String, String> files() {
        return sink("io.headrace.filesink.FilesSinkConnector", "file://" + directory + "/events");
    }

    private static List<WrongConfig> webhookSource() {
        return List.of(
                WrongConfig.of("A sender that shows nothing of itself", "verify", null),
                WrongConfig.of("A signature without a secret", "secret", null),
                WrongConfig.of("A secret of another provider", "verify", "standard_webhooks")
                        .at("secret"),
                WrongConfig.of("A key of a route that is not named", "routes.stripe.verify", "stripe"),
                WrongConfig.of("A route that lacks its secret", "routes", "stripe")
                        .and("routes.stripe.verify", "stripe")
                        .and("secret", null)
                        .at("routes.stripe.secret"),
                WrongConfig.of("Two routes with one path", "routes", "a,b")
                        .and("routes.a.path", "/in/{tenant}")
                        .and("routes.b.path", "/in/shop")
                        .at("routes.b.path"),
                WrongConfig.of("A path without a slash", "path", "github"),
                WrongConfig.of("No name of a topic", "topic", "my topic"),
                WrongConfig.of("A place in a topic that does not exist", "topic", "github.${boddy.action}"),
                WrongConfig.of("A time that is not signed", "verify", "hmac")
                        .and("hmac.timestamp.header", "X-Time")
                        .at("hmac.timestamp.header"),
                WrongConfig.of("An event that Kafka's producer would not send", "event.max.bytes", "1000000"),
                WrongConfig.of("A buffer without room for a body", "buffer.bytes", "1048576"),
                WrongConfig.of("Answers that would wait for an interval", "transaction.boundary", "interval"),
                WrongConfig.of("A certificate without its key", "ssl.cert.path", "/etc/headrace/hooks.crt")
                        .at("ssl.key.path"),
                WrongConfig.of("Clients' certificates that nobody asks for", "verify", "client_certificate")
                        .at("ssl.client.auth"),
                WrongConfig.of("A port that another program has", "port", Integer.toString(bench.postgres.port()))
                        .and("host", "127.0.0.1"));
    }

    private static Map<String, String> webhook() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("name", "hooks");
        config.put("connector.class", "io.headrace.source.http.WebhookSourceConnector");
        config.put("tasks.max", "1");
        config.put("port", Integer.toString(closedPort));
        config.put("topic", "github");
        config.put("verify", "github");
        config.put("secret", SECRET);
        return config;
    }

    private static Map<String, String> source() {
        Map<String, String> config = connector("io.headrace.source.postgres.PostgresSourceConnector", url());
        config.put("tables", "public.orders");
        return withLogin(config);
    }

    private static Map<String, String> sink(String plugin, String url) {
        Map<String, String> config = connector(plugin, url);
        config.put("topics", "orders");
        config.put(ISOLATION, "read_committed");
        return config;
    }

    private static Map<String, String> connector(String plugin, String url) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("name", "shop");
        config.put("connector.class", plugin);
        config.put("tasks.max", "1");
        config.put("url", url);
        return config;
    }

    private static Map<String, String> withLogin(Map<String, String> config) {
        config.put("username", EmbeddedPostgres.USER);
        config.put("password", SECRET);
        return config;
    }

    private static String url() {
        return bench.postgres.url(Bench.DATABASE);
    }
}
