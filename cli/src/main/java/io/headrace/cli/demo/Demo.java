package io.headrace.cli.demo;

import io.headrace.cli.stack.Pipeline;
import io.headrace.cli.stack.Progress;
import io.headrace.cli.stack.Stack;
import io.headrace.cli.stack.WorkerProcess;
import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The whole demo, step by step. */
public final class Demo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String DATABASE = "shop";
    private static final String TOPICS = "shop.";
    private static final String TRACKING = "shop.api.tracking";
    private static final int TRANSACTIONS = 400;
    private static final double KILL_AT = 0.4;
    private static final long PAUSE_MILLIS = 15;

    private final PrintWriter out;
    private final Path directory;
    private final Random random;
    private final long begun = System.nanoTime();
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final WorkerProcess worker;
    private final Pipeline pipeline;
    private final Shipments shipments;
    private final ShopApi api;
    private final Payments payments;
    private final Online online;
    private final int hooksPort;

    private Demo(
            PrintWriter out,
            Path directory,
            long seed,
            EmbeddedPostgres postgres,
            EmbeddedKafka kafka,
            WorkerProcess worker) {
        this.out = out;
        this.directory = directory;
        this.random = new Random(seed);
        this.postgres = postgres;
        this.kafka = kafka;
        this.worker = worker;
        this.pipeline = new Pipeline(worker.connect(), kafka.bootstrapServers());
        Random others = new Random(seed + 1);
        this.shipments = new Shipments(others);
        this.api = ShopApi.start(shipments);
        this.hooksPort = LoopbackPort.free();
        this.payments = new Payments(URI.create("http://127.0.0.1:" + hooksPort + DemoConnectors.HOOKS));
        this.online = new Online(others, shipments, payments);
    }

    /**
     * Starts Postgres, Kafka, a worker, and what else the shop has.
     *
     * @param directory an empty directory for everything the demo writes
     */
    public static Demo start(PrintWriter out, Path directory, long seed) {
        EmbeddedKafka kafka = Stack.kafka(directory.resolve("kafka"), LoopbackPort.free());
        WorkerProcess worker = WorkerProcess.start(
                kafka.bootstrapServers(),
                LoopbackPort.free(),
                directory.resolve("worker.log"),
                Map.of(
                        "SHOP_PASSWORD",
                        EmbeddedPostgres.PASSWORD,
                        "API_SECRET",
                        ShopApi.SECRET,
                        "PAYMENTS_SECRET",
                        Payments.SECRET));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        return new Demo(out, directory, seed, postgres, kafka, worker);
    }

    /** @return whether the sources and both targets are identical */
    public boolean run() throws SQLException {
        postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
        Shop shop = new Shop(random);
        try (Connection connection = postgres.connect(DATABASE)) {
            shop.create(connection);
            shop.fill(connection);
            online.fill();
            say("A shop in Postgres: " + Shop.CUSTOMERS + " customers, " + Shop.PRODUCTS + " products, " + Shop.ORDERS
                    + " orders and their items;");
            more("an API with " + Online.SHIPMENTS
                    + " shipments and what happened to each (OAuth, pages, a rate limit): " + api.url() + ";");
            more("and a payment provider that signs its webhooks.");
            worker.awaitReady();
            connectors().forEach((name, config) -> worker.connect().put(name, config));
            say(
                    "One worker runs a Postgres CDC source, an API source, a webhook source, a DuckDB sink and a Parquet sink");
            more("(its REST API: " + worker.connect().url() + ").");
            settle("the snapshot", this::isSnapshotCaptured);
            say("The snapshot has landed: " + number(pipeline.records(TOPICS)) + " records through Kafka.");
            forge();
            trade(shop, connection);
            settleTheDay();
            say("All changes have landed; stopping the worker to read what it wrote.");
            worker.close();
            tell(payments.acknowledged());
            return verdict(connection);
        }
    }

    /** What is called back later was there before, with what had happened to it. */
    private boolean isSnapshotCaptured() {
        return pipeline.records(TOPICS) > Shop.ORDERS
                && pipeline.records(TRACKING) > 0
                && pipeline.offsetsWithValue(TRACKING).size() >= Online.SHIPMENTS;
    }

    private void forge() {
        int status = Await.until("the webhook listener", PATIENCE, payments::forge, found -> found == 401);
        say("A forged payment was answered " + status + ".");
    }

    /** The sources have brought everything: the database, the API and the payment provider, one after the other. */
    private void settleTheDay() {
        captured("the last payment", payments::areOver);
        captured("the last event of the API", () -> pipeline.holds(TRACKING, Trade.LAST));
        settle("the last change", () -> pipeline.holds("shop.public.customers", Trade.LAST));
    }

    private void trade(Shop shop, Connection connection) throws SQLException {
        say("Now a day of trade: orders, price changes, returns, moved keys, ALTER TABLE customers ADD COLUMN points;");
        more("shipments on their way, some called back, and a webhook for every payment ...");
        boolean[] killed = {false};
        int changes = new Trade(shop, random, TRANSACTIONS).run(connection, part -> {
            online.step();
            pause();
            if (part >= KILL_AT && !killed[0]) {
                killed[0] = true;
                worker.kill();
                say(
                        "  ... and in the middle of it the worker is killed (SIGKILL). Trade goes on. Starting it again ...");
                worker.restart();
            }
        });
        online.end();
        say("The day is over: " + number(changes) + " rows changed in Postgres.");
    }

    /** So that the day overlaps with loads, a kill and a restart. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(String what, BooleanSupplier captured) {
        captured(what, captured);
        Await.until(
                what + " to be durable in both targets",
                PATIENCE,
                () -> healthy() && pipeline.drained("shop-warehouse", TOPICS) && pipeline.drained("shop-lake", TOPICS));
    }

    private void captured(String what, BooleanSupplier captured) {
        Await.until(what + " to be captured", PATIENCE, () -> healthy() && captured.getAsBoolean());
    }

    private boolean healthy() {
        if (!worker.connect().isReady()) {
            return false;
        }
        for (Pipeline.View view : pipeline.look(List.copyOf(connectors().keySet()))) {
            if (view.failed()) {
                throw new IllegalStateException("Connector " + view.name() + " failed: " + view.trace());
            }
        }
        return true;
    }

    private void tell(Original paid) {
        say("The API gave " + api.tokens() + " tokens and " + api.pages() + " pages, and said \"too many requests\" "
                + api.refused() + " times;");
        more("the provider needed " + payments.requests() + " requests until all its "
                + paid.rows().size() + " payments were acknowledged.");
    }

    private boolean verdict(Connection source) throws SQLException {
        try (Connection copies = DriverManager.getConnection("jdbc:duckdb:" + warehouse())) {
            Comparison comparison = new Comparison(copies, lake());
            List<Original> tables = new ArrayList<>();
            for (Shop.Table table : Shop.TABLES) {
                tables.add(PostgresTable.original(source, table));
            }
            boolean identical = new Report(out, comparison)
                    .compare(List.of(
                            new Report.Group("Postgres", tables),
                            new Report.Group("API", List.of(shipments.shipments(), shipments.events())),
                            new Report.Group("webhooks", List.of(payments.acknowledged()))));
            if (identical) {
                new Queries(out, copies, comparison).show();
            }
            say(
                    identical
                            ? "Sources, warehouse and lake are identical, row by row, with a SIGKILL inside."
                            : "The copies differ from the sources.");
            out.flush();
            return identical;
        }
    }

    /** Goes on until {@code stop}, so that one can look and try. */
    public void keep(CountDownLatch stop) throws InterruptedException {
        worker.restart();
        worker.awaitReady();
        out.println(
                "It runs until Ctrl-C. Every second a payment comes and a shipment gets on. Change something and watch it arrive:");
        out.println("  PGPASSWORD=" + EmbeddedPostgres.PASSWORD + " psql -h 127.0.0.1 -p " + postgres.port() + " -U "
                + EmbeddedPostgres.USER + " " + DATABASE);
        out.println("  curl " + worker.connect().url() + "/connectors?expand=status");
        out.println("  ls " + lake() + "/*");
        out.println("The warehouse file belongs to the sink while it runs; stop first, then open " + warehouse() + ".");
        out.println();
        out.flush();
        Progress progress = new Progress(out, Progress.onTerminal());
        List<String> names = connectors().keySet().stream().sorted().toList();
        while (!stop.await(1, TimeUnit.SECONDS)) {
            online.step();
            progress.show(pipeline.look(names));
        }
    }

    private Map<String, Map<String, String>> connectors() {
        return new DemoConnectors(postgres.url(DATABASE), api.url(), hooksPort, warehouse(), lake()).all();
    }

    private Path warehouse() {
        return directory.resolve("warehouse.duckdb").toAbsolutePath();
    }

    private Path lake() {
        return directory.resolve("lake").toAbsolutePath();
    }

    private void say(String what) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds, what);
        out.flush();
    }

    private void more(String what) {
        out.println("         " + what);
        out.flush();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * Prints where things are.
     *
     * @param kept whether it goes on running
     */
    public void hints(boolean kept) throws IOException {
        try (var files = Files.walk(lake())) {
            long parquet =
                    files.filter(file -> file.toString().endsWith(".parquet")).count();
            out.println("What it left: " + warehouse() + " and " + parquet + " Parquet files in " + lake() + ".");
        }
        if (kept) {
            return;
        }
        out.println("Try next:");
        out.println("  ./headrace demo --keep            leave it running, psql in, and watch rows arrive");
        out.println("  ./headrace validate FILE.json     check a connector before you POST it");
        out.println("  ./headrace run FILE.json          run the JSON of your cluster on this machine");
        out.flush();
    }

    @Override
    public void close() {
        payments.close();
        pipeline.close();
        worker.close();
        api.close();
        postgres.close();
        kafka.close();
    }
}
