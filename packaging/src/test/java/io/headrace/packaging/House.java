package io.headrace.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The repository as a reader finds it: its modules, and which of them are plugins. */
final class House {

    static final Path ROOT =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private House() {}

    static List<Path> modules() {
        return MODULE.matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map(MatchResult::group)
                .map(element -> MODULE.matcher(element).replaceFirst("$1"))
                .map(ROOT::resolve)
                .toList();
    }

    /** A module is a plugin if it keeps a list of the jars it ships. */
    static List<Path> plugins() {
        return modules().stream()
                .filter(module -> Files.exists(module.resolve("shipped-jars.txt")))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
