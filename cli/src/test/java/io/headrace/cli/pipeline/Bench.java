package io.headrace.cli.pipeline;

import io.headrace.cli.stack.Stack;
import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, Postgres and workers with the plugins; and a topic of numbered JSON orders that a Postgres sink appends to a table. */
final class Bench implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final String DATABASE = "warehouse";

    final EmbeddedKafka kafka;
    final EmbeddedPostgres postgres;
    final Admin admin;
    private final Path directory;
    private final List<WorkerProcess> workers = new ArrayList<>();

    Bench(Path directory) {
        this.directory = directory;
        this.kafka = Stack.kafka(directory.resolve("kafka"), LoopbackPort.free());
        this.postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
    }

    WorkerProcess startWorker(WorkerProcess.Version version) {
        return startWorker(version, List.of());
    }

    /** Starts a worker with the plugins and others beside them. */
    WorkerProcess startWorker(WorkerProcess.Version version, List<Path> otherPlugins) {
        WorkerSettings settings = Stack.worker(kafka.bootstrapServers(), LoopbackPort.free());
        List<Path> plugins = new ArrayList<>(settings.pluginPath());
        plugins.addAll(otherPlugins);
        WorkerProcess worker = WorkerProcess.start(
                version,
                settings.withPluginPath(plugins),
                directory.resolve("worker" + workers.size()),
                List.of("-Xmx512m"));
        workers.add(worker);
        return worker;
    }

    void createTopic(String topic, int partitions) {
        await(() -> admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get());
    }

    /** Appends {@code count} records, numbered from {@code first}, over all partitions. */
    void produce(String topic, int first, int count, IntFunction<String> value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = first; i < first + count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, "k" + i, value.apply(i))));
            }
            for (Future<RecordMetadata> record : sent) {
                await(record::get);
            }
        }
    }

    /** A sink of a JSON topic into a Postgres table of the same name. */
    Map<String, String> sink(String topic) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.headrace.postgres.PostgresSinkConnector");
        config.put("tasks.max", "2");
        config.put("topics", topic);
        config.put("url", postgres.url(DATABASE));
        config.put("username", EmbeddedPostgres.USER);
        config.put("password", EmbeddedPostgres.PASSWORD);
        config.put("flush.interval.ms", "500");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("consumer.override.isolation.level", "read_committed");
        return config;
    }

    /** The rows of a query, each as its columns joined by {@code |}. */
    List<String> rows(String sql) {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return rows(found);
        } catch (SQLException e) {
            return List.of("failed: " + e.getSQLState());
        }
    }

    static List<String> rows(ResultSet found) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (found.next()) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                columns.add(found.getString(i));
            }
            rows.add(String.join("|", columns));
        }
        return rows;
    }

    void awaitRows(String sql, String expected) {
        Await.until(sql + " to give " + expected, PATIENCE, () -> rows(sql), rows -> rows.equals(List.of(expected)));
    }

    /** Waits until the connector has failed, and says what failed. */
    static String awaitFailure(ConnectClient connect, String name) {
        return connect.awaitStatus(name, PATIENCE, "failed", status -> status.hasFailed())
                .toString();
    }

    interface Call {
        void run() throws ExecutionException, InterruptedException;
    }

    static void await(Call call) {
        try {
            call.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        admin.close();
        postgres.close();
        kafka.close();
    }
}
