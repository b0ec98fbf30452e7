package io.headrace.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code NAME.json}, with every turn of every contender, and, of speeds, {@code NAME.svg}. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;

    public Report(Path directory) {
        this.directory = directory;
    }

    public void write(Result result) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(result.name() + ".json"), json(result) + "\n");
            Files.writeString(
                    directory.resolve(result.name() + ".svg"), plot(result).svg());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result into " + directory, e);
        }
    }

    public void write(Figures figures) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", figures.name());
        figures.values().forEach((key, value) -> root.set(key, JSON.valueToTree(value)));
        putMachine(root);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(figures.name() + ".json"), JSON.writeValueAsString(root) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result into " + directory, e);
        }
    }

    private static String json(Result result) throws IOException {
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
        putMachine(root);
        return JSON.writeValueAsString(root);
    }

    private static void putMachine(ObjectNode root) {
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
        List<BarPlot.Bar> bars = new ArrayList<>();
        bars.add(bar(result.ours(), true));
        if (result.peer() != null) {
            bars.add(bar(result.peer(), false));
        }
        bars.add(bar(result.limit(), false));
        return new BarPlot(
                result.name(),
                "rows per second, " + result.table() + ", " + result.converter() + ", median and turns",
                bars);
    }

    private static BarPlot.Bar bar(Result.Series series, boolean stressed) {
        return new BarPlot.Bar(series.name(), series.speed(), series.rowsPerSecond(), stressed);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
