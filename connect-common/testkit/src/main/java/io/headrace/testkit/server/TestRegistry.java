package io.headrace.testkit.server;

import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A schema registry (Apicurio, its Confluent-compatible interface) as a child process that keeps everything in memory.
 * It checks no compatibility unless told to. For tests within one JVM, {@code mock://scope} as
 * {@code schema.registry.url} does without it.
 */
public final class TestRegistry implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ChildProcess process;
    private final int port;

    private TestRegistry(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @param dir where its log goes; must exist
     */
    public static TestRegistry start(Path dir) {
        int port = LoopbackPort.free();
        ChildProcess process = ChildProcess.start(
                List.of("-Xmx256m", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port),
                List.of(Fixtures.registryJar()),
                List.of("io.quarkus.runner.GeneratedMain"),
                dir.resolve("registry.log"));
        TestRegistry registry = new TestRegistry(process, port);
        process.awaitReady("The schema registry at " + registry.url(), START_DEADLINE, registry::answers);
        return registry;
    }

    /** {@return the value for {@code schema.registry.url}} */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /**
     * Fetches a resource of the registry, such as {@code /subjects}.
     *
     * @return its JSON text
     * @throws IOException when it does not answer with 200
     */
    public String get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try {
            get("/subjects");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
