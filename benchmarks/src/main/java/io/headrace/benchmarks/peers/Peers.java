package io.headrace.benchmarks.peers;

import io.headrace.testkit.server.PluginDirs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The peers' plugins. Each is a small POM in {@code benchmarks/peers}, resolved by a Maven child process with the user's own
 * settings into {@code benchmarks/target/peers}, once per version of the POM.
 *
 * @param benchmarks this module's directory
 */
public record Peers(Path benchmarks) {

    /** Puts a peer's jars where a worker finds them, without those that the worker brings. */
    public void install(String name, PluginDirs plugins) {
        plugins.jars(name, resolve(name));
    }

    /**
     * {@return the peer's jars, fetched if need be}
     *
     * @throws IllegalStateException when Maven cannot resolve them
     */
    public List<Path> resolve(String name) {
        Path pom = benchmarks.resolve("peers").resolve(name + ".xml");
        Path jars = benchmarks.resolve("target").resolve("peers").resolve(name);
        Path done = jars.resolve("done");
        try {
            if (!Files.exists(done) || Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(pom)) < 0) {
                fetch(pom, jars);
                Files.writeString(done, "");
            }
            try (Stream<Path> files = Files.list(jars)) {
                return files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fetch the peer " + name, e);
        }
    }

    private static void fetch(Path pom, Path jars) throws IOException {
        if (Files.exists(jars)) {
            try (Stream<Path> old = Files.list(jars)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(jars);
        Path log = jars.resolve("maven.log");
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "-f",
                        pom.toString(),
                        "dependency:copy-dependencies",
                        "-DincludeScope=runtime",
                        "-DexcludeGroupIds=org.apache.kafka,org.slf4j",
                        "-DoutputDirectory=" + jars)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (maven.waitFor() != 0) {
                throw new IllegalStateException(
                        "Maven cannot resolve " + pom + "; it says in " + log + ":\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            maven.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Maven resolved " + pom, e);
        }
    }
}
