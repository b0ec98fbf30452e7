package io.headrace.benchmarks.http;

import io.headrace.benchmarks.machine.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The API, in a JVM of its own. */
public final class ChargeApi implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");

    private final ChildJvm process;
    private final String url;

    private ChargeApi(ChildJvm process) {
        this.process = process;
        this.url = "http://127.0.0.1:" + process.line();
    }

    /** @param directory for the log of the process */
    public static ChargeApi start(Path directory) {
        return new ChargeApi(ChildJvm.start(JVM, ChargeServer.class, List.of(), directory.resolve("api.log")));
    }

    /** {@return the address that a contender reads from} */
    String url(Job job) {
        return url + "/" + job.name() + "/" + job.latencyMillis();
    }

    /** {@return when the first request of a job came; empty text when none did} */
    Instant firstRequest(Job job) {
        try (InputStream told = URI.create(url + "/" + job.name()).toURL().openStream()) {
            String[] words = new String(told.readAllBytes(), StandardCharsets.US_ASCII).split(" ");
            return Instant.ofEpochMilli(Long.parseLong(words[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask the API about " + job.name(), e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
