package io.headrace.benchmarks;

import io.headrace.benchmarks.data.LineItem;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.benchmarks.report.Result;
import io.headrace.benchmarks.start.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Measures `headrace run` of a DuckDB sink over a full topic: from the start of the process to the first visible row, and its memory.")
final class StartCommand implements Callable<Integer> {
    private static final long SEED = 20_260_101;
    private static final double MILLIS = 1000.0;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Records in the topic (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "5",
            description = "How often; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Mixin
    private Results results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.atLeastOne(spec, "--rows", rows);
        Limits.atLeastOne(spec, "--runs", runs);
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("work").resolve("start");
        Start start = new Start(home.launcher(), new LineItem(SEED), rows);
        start.prepare(work);
        List<Start.Measurement> turns = new ArrayList<>();
        for (int turn = 1; turn <= runs; turn++) {
            Start.Measurement measured = start.measure(work.resolve("turn" + turn));
            turns.add(measured);
            results.println(String.format(
                    Locale.ROOT,
                    "turn %d of %d: first row after %.1f s, %d MB, %.1f s of CPU",
                    turn,
                    runs,
                    seconds(measured.firstRow()),
                    measured.peakRssMb(),
                    seconds(measured.cpu())));
        }
        Figures figures = figures(turns);
        BarPlot plot = BarPlot.of(
                        "start", "seconds from the start of the process to the first row in DuckDB, median and turns")
                .with(
                        "headrace run",
                        turns.stream().map(turn -> seconds(turn.firstRow())).toList(),
                        true);
        results.println(figures.line());
        results.files(home).write(figures, plot);
        return 0;
    }

    private Figures figures(List<Start.Measurement> turns) {
        List<Double> seconds =
                turns.stream().map(turn -> seconds(turn.firstRow())).toList();
        List<Double> memory =
                turns.stream().map(turn -> (double) turn.peakRssMb()).toList();
        List<Double> cpu = turns.stream().map(turn -> seconds(turn.cpu())).toList();
        return Figures.of("start")
                .with("rows", rows)
                .with("first_row_seconds", Result.median(seconds))
                .with("cpu_seconds", Result.median(cpu))
                .with("rss_mb", Math.round(Result.median(memory)))
                .with("runs", runs)
                .with("first_row_seconds_turns", seconds)
                .with("cpu_seconds_turns", cpu)
                .with("rss_mb_turns", memory);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
