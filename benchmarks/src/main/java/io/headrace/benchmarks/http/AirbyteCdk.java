package io.headrace.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.machine.ProcessMeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The peer: the declarative source of Airbyte's CDK, which reads the same manifest as ours and writes its messages into a file. Its time ends when the last of them is in the file.
 *
 * @param python a virtual environment that has it
 * @param directory for its files
 */
public record AirbyteCdk(ChargeApi api, Path python, Path directory) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long GLANCE_MILLIS = 100;
    private static final String CATALOG = """
            {"streams": [{
              "stream": {"name": "charges", "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"],
                         "source_defined_cursor": true, "default_cursor_field": ["created"], "source_defined_primary_key": [["id"]]},
              "sync_mode": "incremental", "destination_sync_mode": "append", "cursor_field": ["created"]}]}
            """;

    /** @throws IllegalStateException when it did not read every charge once */
    Measurement read(Job job) {
        Path home = Trees.create(directory.resolve(job.name()));
        Path output = home.resolve("messages.jsonl");
        Path errors = home.resolve("errors.txt");
        try {
            Path manifest = Declaration.pages(home.resolve("manifest.yaml"), job, api.url(job));
            Path config = Files.writeString(home.resolve("config.json"), "{}");
            Path catalog = Files.writeString(home.resolve("catalog.json"), CATALOG);
            Process process = new ProcessBuilder(
                            python.resolve("bin")
                                    .resolve("source-declarative-manifest")
                                    .toString(),
                            "read",
                            "--config",
                            config.toString(),
                            "--catalog",
                            catalog.toString(),
                            "--manifest-path",
                            manifest.toString())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            Measurement measured = await(process, job, output, errors);
            check(output, job.rows());
            Trees.delete(home);
            return measured;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run the peer", e);
        }
    }

    private Measurement await(Process process, Job job, Path output, Path errors) throws IOException {
        long rss = 0;
        Duration cpu = Duration.ZERO;
        try {
            while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                rss = Math.max(rss, ProcessMeter.peakRssMb(process.pid()));
                Duration now = ProcessMeter.cpu(process.pid());
                cpu = now.compareTo(cpu) > 0 ? now : cpu;
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the peer ran", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("The peer failed; it says:\n" + Files.readString(errors) + tail(output));
        }
        Instant started = api.firstRequest(job);
        Duration took =
                Duration.between(started, Files.getLastModifiedTime(output).toInstant());
        return new Measurement(job.rows(), started, took, rss, cpu);
    }

    private static String tail(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> !line.contains("\"RECORD\"")).collect(Collectors.joining("\n"));
        }
    }

    private static void check(Path output, long rows) throws IOException {
        BitSet seen = new BitSet();
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.contains("\"RECORD\"")) {
                    continue;
                }
                JsonNode record = JSON.readTree(line).path("record").path("data");
                int number = (int) Charges.number(record.path("id").asText());
                if (seen.get(number)) {
                    throw new IllegalStateException("The peer read " + Charges.id(number) + " twice");
                }
                seen.set(number);
            }
        }
        if (seen.cardinality() != rows || seen.length() != rows) {
            throw new IllegalStateException("The peer read " + seen.cardinality() + " charges, and not " + rows);
        }
    }
}
