package io.headrace.cli;

import io.headrace.cli.stack.Pipeline;
import io.headrace.cli.stack.Progress;
import io.headrace.cli.stack.Stack;
import io.headrace.cli.stack.Trees;
import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;

/**
 * Brings one record through a broker, a worker and a sink, and ends. The launcher does it once after a build, in a JVM that writes down the classes which every
 * start needs.
 */
@Command(name = "rehearse", hidden = true, description = "Brings one record into a DuckDB file that is thrown away.")
final class RehearseCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAME = "rehearsal";

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("headrace-rehearsal");
        try (Stack stack = Stack.start(directory.resolve("data"), LoopbackPort.free(), LoopbackPort.free());
                Pipeline pipeline = new Pipeline(stack.connect(), stack.bootstrapServers())) {
            send(stack.bootstrapServers());
            stack.connect().put(NAME, sink(directory.resolve("rehearsal.duckdb")));
            Await.until("the record in DuckDB", PATIENCE, () -> pipeline.drained(NAME, Set.of(NAME)));
            new Progress(new PrintWriter(Writer.nullWriter()), false).show(pipeline.look(List.of(NAME)));
        } finally {
            Trees.delete(directory);
        }
        return 0;
    }

    private static void send(String bootstrapServers) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            // Should it not arrive, the wait for it in DuckDB says so.
            var unused = producer.send(new ProducerRecord<>(NAME, "{\"id\": 1}"));
        }
    }

    private static Map<String, String> sink(Path file) {
        return Map.of(
                "connector.class", "io.headrace.duckdb.DuckDbSinkConnector",
                "tasks.max", "1",
                "topics", NAME,
                "url", "duckdb://" + file.toUri().getRawPath(),
                "flush.interval.ms", "100",
                "consumer.override.isolation.level", "read_committed",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false");
    }
}
