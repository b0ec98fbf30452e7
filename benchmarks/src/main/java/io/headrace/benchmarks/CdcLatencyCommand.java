package io.headrace.benchmarks;

import io.headrace.benchmarks.cdc.Latency;
import io.headrace.benchmarks.cdc.Latency.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.benchmarks.report.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run cdc-latency}. */
@Command(
        name = "cdc-latency",
        mixinStandardHelpOptions = true,
        description = "Measures how late changes in one Postgres database are visible in another.")
final class CdcLatencyCommand implements Callable<Integer> {
    private static final int MEDIAN = 50;
    private static final int WORST = 99;
    private static final int LEAST_PACE = 4;

    @Option(
            names = "--changes-per-second",
            paramLabel = "N",
            defaultValue = "2000",
            description = "The load (default: ${DEFAULT-VALUE}).")
    private int changesPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long each turn is measured, after a warming up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin
    private CdcRun run = new CdcRun();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.require(
                spec,
                changesPerSecond >= LEAST_PACE,
                "--changes-per-second must be at least " + LEAST_PACE + ", not " + changesPerSecond);
        Limits.atLeastOne(spec, "--seconds", seconds);
        Map<Role, List<Measurement>> measured = run.run(
                (stand, server) -> {
                    Latency latency = new Latency(stand, server, changesPerSecond);
                    return (rival, turn) -> latency.measure(rival, turn, Duration.ofSeconds(seconds));
                },
                one -> String.format(
                        Locale.ROOT,
                        "p50 %.0f ms, p99 %.0f ms (%d transactions, %d MB)",
                        one.delays().percentile(MEDIAN),
                        one.delays().percentile(WORST),
                        one.delays().millis().size(),
                        one.peakRssMb()));
        Figures figures = Figures.of("cdc-latency")
                .with("changes_per_second", changesPerSecond)
                .with("seconds", seconds);
        List<Measurement> ours = measured.getOrDefault(Role.OURS, List.of());
        List<Measurement> peer = measured.getOrDefault(Role.PEER, List.of());
        figures = figures(figures, "", ours);
        run.report(figures(figures.with("peer", "debezium"), "peer_", peer), plot(ours, peer));
        return 0;
    }

    private BarPlot plot(List<Measurement> ours, List<Measurement> peer) {
        BarPlot plot = BarPlot.of(
                        "cdc-latency",
                        "milliseconds from commit to visible at " + changesPerSecond
                                + " changes per second, median and turns")
                .with("headrace p50", percentiles(ours, MEDIAN), true)
                .with("headrace p99", percentiles(ours, WORST), true);
        return peer.isEmpty()
                ? plot
                : plot.with("debezium p50", percentiles(peer, MEDIAN), false)
                        .with("debezium p99", percentiles(peer, WORST), false);
    }

    private static Figures figures(Figures figures, String prefix, List<Measurement> turns) {
        if (turns.isEmpty()) {
            return figures.with(prefix + "p99_ms", "none");
        }
        return figures.with(prefix + "p50_ms", Math.round(percentile(turns, MEDIAN)))
                .with(prefix + "p99_ms", Math.round(percentile(turns, WORST)))
                .with(
                        prefix + "rss_mb",
                        Math.round(Result.median(turns.stream()
                                .map(turn -> (double) turn.peakRssMb())
                                .toList())))
                .with(prefix + "p99_ms_turns", percentiles(turns, WORST));
    }

    private static double percentile(List<Measurement> turns, int percent) {
        return Result.median(percentiles(turns, percent));
    }

    private static List<Double> percentiles(List<Measurement> turns, int percent) {
        return turns.stream().map(turn -> turn.delays().percentile(percent)).toList();
    }
}
