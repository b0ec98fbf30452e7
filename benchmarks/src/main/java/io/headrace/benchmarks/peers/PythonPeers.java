package io.headrace.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The peers that are written in Python. Each is a list of requirements in {@code benchmarks/peers}, which pip installs with the user's own settings into a virtual environment below
 * {@code benchmarks/target/peers}, once per version of the list.
 *
 * @param benchmarks this module's directory
 */
public record PythonPeers(Path benchmarks) {

    /**
     * {@return the virtual environment of a peer, made if need be}
     *
     * @throws IllegalStateException when there is no Python, or pip cannot install the peer
     */
    public Path environment(String name) {
        Path requirements = benchmarks.resolve("peers").resolve(name + ".txt");
        Path directory = benchmarks.resolve("target").resolve("peers").resolve(name);
        Path done = directory.resolve("done");
        try {
            if (!Files.exists(done)
                    || Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(requirements)) < 0) {
                Files.createDirectories(directory);
                Path log = directory.resolve("pip.log");
                run(
                        List.of(
                                "python3",
                                "-m",
                                "venv",
                                "--clear",
                                directory.resolve("venv").toString()),
                        log);
                String pip =
                        directory.resolve("venv").resolve("bin").resolve("pip").toString();
                run(List.of(pip, "install", "--disable-pip-version-check", "-r", requirements.toString()), log);
                Files.writeString(done, "");
            }
            return directory.resolve("venv");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install the peer " + name + "; it takes Python 3.10 or later", e);
        }
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " failed; it says in " + log + ":\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command.get(0) + " ran", e);
        }
    }
}
