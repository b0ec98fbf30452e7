package io.headrace.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Other processes: they run {@link ChildMain} and speak in lines. */
final class Children {

    private Children() {}

    /** The driver unpacks its library to the temporary directory and removes it at exit, which a killed process never reaches: so it goes to the database's directory. */
    static Process start(String what, Path file) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + file.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                what,
                file.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Opens the file through the plugin in a process of its own. @return "opened", or the error's class and text */
    static String tryToOpen(Path file) {
        Process process = start("open", file);
        try (BufferedReader lines = lines(process)) {
            return String.valueOf(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that has the file open with DuckDB alone, until it is closed. */
    static Holder holdOpen(Path file) throws IOException {
        Process process = start("hold", file);
        String line = lines(process).readLine();
        if (!"holding".equals(line)) {
            process.destroyForcibly();
            throw new IllegalStateException("The child said " + line);
        }
        return new Holder(process);
    }

    record Holder(Process process) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
