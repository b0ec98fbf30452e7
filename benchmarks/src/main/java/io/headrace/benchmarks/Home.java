package io.headrace.benchmarks;

import io.headrace.benchmarks.report.Report;
import io.headrace.testkit.server.PluginDirs;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The repository that this was built in.
 *
 * @param root its directory
 */
record Home(Path root) {
    private static final String PROPERTY = "headrace.home";
    private static final List<String> OF_THE_LIMIT = List.of(
            "/headrace-core-",
            "/postgresql-",
            "/duckdb_jdbc-",
            "/parquet-",
            "/hadoop-client-api-",
            "/jts-core-",
            "/zstd-jni-");

    /** {@return the one that the launcher names} */
    static Home find() {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new IllegalStateException("The property " + PROPERTY + " is not set; start benchmarks/run");
        }
        return new Home(Path.of(root));
    }

    Path benchmarks() {
        return root.resolve("benchmarks");
    }

    /** {@return the script that starts {@code headrace}} */
    Path launcher() {
        return root.resolve("headrace");
    }

    /** {@return where results go: into the repository when they are to be kept} */
    Report report(boolean keep) {
        return new Report((keep ? benchmarks() : benchmarks().resolve("target")).resolve("results"));
    }

    /** Adds one of our plugins, as built from this repository. */
    void ours(String module, PluginDirs plugins) {
        plugins.module(root.resolve(module));
    }

    /** Adds the limit's connector, with the drivers and writers that it calls. */
    void limit(PluginDirs plugins) {
        Predicate<String> wanted = entry -> OF_THE_LIMIT.stream().anyMatch(entry::contains);
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(wanted)
                .map(Path::of)
                .toList();
        List<Path> classPath = new ArrayList<>(List.of(benchmarks().resolve("target/classes")));
        classPath.addAll(jars);
        plugins.jars("limit", classPath);
    }
}
