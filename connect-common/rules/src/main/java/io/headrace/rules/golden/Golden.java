package io.headrace.rules.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a committed file; with {@code -Dgolden.update=true} it writes the file instead. */
public final class Golden {

    private static final String UPDATE = "golden.update";

    private Golden() {}

    /**
     * Asserts that a file holds exactly this text.
     *
     * @param path the file, from the root of the reactor, {@code docs/reference/duckdb-sink.md} for example
     */
    public static void assertMatches(String path, String actual) {
        assertMatches(reactorRoot().resolve(path), actual, Boolean.getBoolean(UPDATE));
    }

    static void assertMatches(Path file, String actual, boolean update) {
        try {
            if (update) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            assertThat(file)
                    .as("%s is missing; write it with -D%s=true and commit it", file, UPDATE)
                    .isRegularFile();
            assertThat(actual)
                    .as("%s differs; if the change is meant, write it with -D%s=true and commit it", file, UPDATE)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest directory above the module under test that holds {@code .mvn}. */
    static Path reactorRoot() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".mvn"))) {
                return at;
            }
        }
        throw new IllegalStateException("No directory above " + Path.of("").toAbsolutePath() + " holds .mvn");
    }
}
