package io.headrace.benchmarks.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code headrace} as people start it: by its launcher, which becomes the JVM.
 *
 * @param file the launcher
 */
record Launcher(Path file) {
    private static final long BUILD_MINUTES = 30;
    private static final long STOP_SECONDS = 60;

    /**
     * Builds what is missing or older than its sources, so that no measurement waits for it.
     *
     * @param directory holds the output
     */
    void build(Path directory) {
        try (Running version = start(directory, List.of("--version"))) {
            version.await(TimeUnit.MINUTES.toSeconds(BUILD_MINUTES));
        }
    }

    /** @param directory where it runs and where {@code output.txt} collects what it prints */
    Running start(Path directory, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(file.toString()));
        line.addAll(arguments);
        Path output = directory.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Running(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + file, e);
        }
    }

    /** A process that was started. */
    record Running(Process process, Path output) implements AutoCloseable {

        long pid() {
            return process.pid();
        }

        /** {@return whether it has printed a line that holds this text} */
        boolean said(String text) {
            if (!process.isAlive()) {
                throw new IllegalStateException("headrace ended by itself: " + text());
            }
            return text().contains(text);
        }

        /** Ends it as SIGTERM does, and waits until it has put everything away. */
        void stop() {
            process.destroy();
            await(STOP_SECONDS);
        }

        private void await(long seconds) {
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("headrace did not end within " + seconds + " s: " + text());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for headrace to end", e);
            }
        }

        private String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + output, e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
