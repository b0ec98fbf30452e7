package io.headrace.testkit.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put the programs that tests start but do not link against: resources of the fixture modules. */
final class Fixtures {
    private static final String FOLDER = "/io/headrace/testkit/fixture/";

    private Fixtures() {}

    /** {@return the jars of the named class path} */
    static List<Path> classPath(String name) {
        return paths(read(name + ".classpath"));
    }

    /** {@return the entries of a class path as the build writes it} */
    static List<Path> paths(String classPath) {
        return Arrays.stream(classPath.strip().split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** {@return the one jar in the registry's directory that starts it} */
    static Path registryJar() {
        Path directory = Path.of(read("registry.directory").strip());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No registry in " + directory + "; build again"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the registry's directory " + directory, e);
        }
    }

    /** {@return the directory or jar that the class was loaded from} */
    static Path codeSource(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not a file: " + source.getLocation(), e);
        }
    }

    private static String read(String name) {
        try (InputStream resource = Fixtures.class.getResourceAsStream(FOLDER + name)) {
            if (resource == null) {
                throw new IllegalStateException("Missing test fixture " + name
                        + "; the build makes it in the phase process-resources of connect-common/testkit/fixtures");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the test fixture " + name, e);
        }
    }
}
