package io.headrace.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal puts everything away in order: connectors, worker, and only then the broker that they commit to. */
class StopIT {

    private static final int ENDED_BY_TERM = 143;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GAVE_UP = "gave up";
    private static final String BROKER_GONE = "could not be established";

    @TempDir
    private Path directory;

    @Test
    void aServiceManagerEndsARunAsCtrlCDoes() throws IOException {
        Path connector = Files.writeString(directory.resolve("lake.json"), """
                {"name": "lake", "config": {
                  "connector.class": "io.headrace.filesink.FilesSinkConnector",
                  "topics": "shop", "url": "%s", "format": "jsonl",
                  "consumer.override.isolation.level": "read_committed"}}
                """.formatted(
                        directory.resolve("lake").toUri()));
        int port = LoopbackPort.free();
        List<String> arguments = List.of("run", connector.toString(), "--rest-port", Integer.toString(port));
        try (CliProcess process = CliProcess.start(directory, Map.of(), arguments)) {
            ConnectClient client = new ConnectClient("http://127.0.0.1:" + port);
            client.awaitReady(PATIENCE);
            Await.until("the sink to run", PATIENCE, () -> runs(process));

            int before = logged().length();
            assertThat(process.terminate()).isEqualTo(ENDED_BY_TERM);
            assertThat(String.join("\n", process.output())).doesNotContain(GAVE_UP);
            assertThat(logged().substring(before)).doesNotContain(BROKER_GONE);
        }
    }

    @Test
    void aWorkerEndsByASignalWhileItsParentStillHoldsThePipe() throws IOException {
        int port = LoopbackPort.free();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
                CliProcess process = CliProcess.start(
                        directory,
                        Map.of(),
                        List.of(
                                "worker",
                                "--kafka",
                                kafka.bootstrapServers(),
                                "--rest-port",
                                Integer.toString(port)))) {
            new ConnectClient("http://127.0.0.1:" + port).awaitReady(PATIENCE);

            assertThat(process.terminate()).isEqualTo(ENDED_BY_TERM);
            assertThat(String.join("\n", process.output())).doesNotContain(GAVE_UP);
        }
    }

    private static boolean runs(CliProcess process) {
        assertThat(process.isAlive()).as("%s", process.output()).isTrue();
        return process.output().stream()
                .anyMatch(line -> line.contains("\"connector\":\"lake\"") && line.contains("\"state\":\"RUNNING\""));
    }

    private String logged() throws IOException {
        return Files.readString(directory.resolve(".headrace/headrace.log"));
    }
}
