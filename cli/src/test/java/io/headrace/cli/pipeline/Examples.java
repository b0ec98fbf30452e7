package io.headrace.cli.pipeline;

import io.headrace.cli.stack.ConnectorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of {@code config-examples}, read as they stand but for the addresses and paths, which become those of a test.
 *
 * @param places what stands in the examples, and what is put in its place
 */
record Examples(Path scratch, Map<String, String> places) {

    private static final Path HOME = Path.of(System.getProperty("basedir", ""), "..", "config-examples");

    /** Their paths below that directory, without the ending. */
    static List<String> names() {
        try (Stream<Path> files = Files.walk(HOME)) {
            return files.map(file -> HOME.relativize(file).toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(HOME.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a declaration of {@code config-examples/http} is, which the examples look for in {@code /etc/headrace}. */
    static Map.Entry<String, String> declaration(String name) {
        return Map.entry(
                "/etc/headrace/" + name,
                HOME.resolve("http").resolve(name).toAbsolutePath().normalize().toString());
    }

    ConnectorFile read(String name) {
        String text = text(name);
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        try {
            Path file = scratch.resolve(name + ".json");
            Files.createDirectories(file.getParent());
            return ConnectorFile.read(Files.writeString(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
