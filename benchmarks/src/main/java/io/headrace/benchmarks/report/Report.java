package io.headrace.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code NAME.json}, with every turn of every contender, and {@code NAME.svg}. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Set by the launcher: the commit that was built, marked when it had changes. */
    private static final String COMMIT = "headrace.commit";

    private final Path directory;

    public Report(Path directory) {
        this.directory = directory;
    }

    public void write(Result result) {
        write(result.name(), json(result), plot(result));
    }

    public void write(Figures figures, BarPlot plot) {
        write(figures.name(), figures, plot);
    }

    /** @param file what the files are called, where one benchmark has several results */
    public void write(String file, Figures figures, BarPlot plot) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", figures.name());
        figures.values().forEach((key, value) -> root.set(key, JSON.valueToTree(value)));
        write(file, root, plot);
    }

    private void write(String name, ObjectNode root, BarPlot plot) {
        putOrigin(root);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".json"), JSON.writeValueAsString(root) + "\n");
            Files.writeString(directory.resolve(name + ".svg"), plot.svg());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result into " + directory, e);
        }
    }

    private static ObjectNode json(Result result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", result.name());
        root.put("table", result.table());
        root.put("converter", result.converter());
        root.put("rows", result.rows());
        result.ratio().ifPresent(ratio -> root.put("ratio", rounded(ratio)));
        root.put("of_limit", rounded(result.ofLimit()));
        put(root.putObject("ours"), result.ours());
        if (result.peer() != null) {
            put(root.putObject("peer"), result.peer());
        }
        put(root.putObject("limit"), result.limit());
        return root;
    }

    /** What was measured, which says the peers' versions too, and on what. */
    private static void putOrigin(ObjectNode root) {
        root.put("commit", System.getProperty(COMMIT, "unknown"));
        ObjectNode machine = root.putObject("machine");
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.vm.version"));
    }

    private static void put(ObjectNode node, Result.Series series) {
        node.put("name", series.name());
        node.put("rows_per_second", Math.round(series.speed()));
        node.set(
                "turns",
                JSON.valueToTree(
                        series.rowsPerSecond().stream().map(Math::round).toList()));
        node.set(
                "peak_rss_mb",
                JSON.valueToTree(series.peakRssMb().stream().map(Math::round).toList()));
        node.set(
                "cpu_seconds",
                JSON.valueToTree(
                        series.cpuSeconds().stream().map(Report::rounded).toList()));
    }

    private static BarPlot plot(Result result) {
        BarPlot plot = BarPlot.of(
                        result.name(),
                        "rows per second, " + result.table() + ", " + result.converter() + ", median and turns")
                .with(result.ours().name(), result.ours().rowsPerSecond(), true);
        if (result.peer() != null) {
            plot = plot.with(result.peer().name(), result.peer().rowsPerSecond(), false);
        }
        return plot.with(result.limit().name(), result.limit().rowsPerSecond(), false);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
