package io.headrace.rules;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The module whose tests are running: Surefire starts them in its directory and says so in {@code basedir}. */
public final class ModuleUnderTest implements LocationProvider {

    /** Only this module's own classes: its dependencies are judged in their own modules. */
    @Override
    public Set<Location> get(Class<?> testClass) {
        Path classes = directory().resolve("target/classes");
        return Files.isDirectory(classes) ? Set.of(Location.of(classes)) : Set.of();
    }

    static Path sources() {
        return directory().resolve("src/main/java");
    }

    private static Path directory() {
        return Path.of(System.getProperty("basedir", ""));
    }
}
