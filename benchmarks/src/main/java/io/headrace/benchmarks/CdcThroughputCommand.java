package io.headrace.benchmarks;

import io.headrace.benchmarks.cdc.Throughput;
import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.benchmarks.report.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run cdc-throughput}. */
@Command(
        name = "cdc-throughput",
        mixinStandardHelpOptions = true,
        description = "Measures how fast the Postgres source and Debezium alone bring a full log into Kafka.")
final class CdcThroughputCommand implements Callable<Integer> {
    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Changed rows in the log (default: ${DEFAULT-VALUE}).")
    private long changes;

    @Mixin
    private CdcRun run = new CdcRun();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.atLeastOne(spec, "--changes", changes);
        Map<Role, List<Measurement>> measured = run.run(
                (stand, server) -> {
                    Throughput throughput = new Throughput(stand, server);
                    return (rival, turn) -> throughput.measure(rival, turn, changes);
                },
                one -> String.format(
                        Locale.ROOT,
                        "%,.0f changes/s (%.1f s, %d MB, %.1f s of CPU)",
                        one.rowsPerSecond(),
                        one.took().toMillis() / 1000.0,
                        one.peakRssMb(),
                        one.cpu().toMillis() / 1000.0));
        List<Measurement> ours = measured.getOrDefault(Role.OURS, List.of());
        List<Measurement> peer = measured.getOrDefault(Role.PEER, List.of());
        run.report(figures(ours, peer), plot(ours, peer));
        return 0;
    }

    private Figures figures(List<Measurement> ours, List<Measurement> peer) {
        Figures figures = Figures.of("cdc-throughput")
                .with("rows", changes)
                .with("ours", Math.round(speed(ours)))
                .with("peer", peer.isEmpty() ? "none" : "debezium:" + Math.round(speed(peer)))
                .with("ratio", peer.isEmpty() ? "none" : (Object) (speed(ours) / speed(peer)))
                .with("rss_mb", Math.round(rss(ours)))
                .with("ours_turns", speeds(ours));
        return peer.isEmpty()
                ? figures
                : figures.with("peer_rss_mb", Math.round(rss(peer))).with("peer_turns", speeds(peer));
    }

    private static BarPlot plot(List<Measurement> ours, List<Measurement> peer) {
        BarPlot plot = BarPlot.of("cdc-throughput", "changes per second from a full log into Kafka, median and turns")
                .with("headrace", speeds(ours), true);
        return peer.isEmpty() ? plot : plot.with("debezium", speeds(peer), false);
    }

    private static double speed(List<Measurement> turns) {
        return Result.median(speeds(turns));
    }

    private static List<Double> speeds(List<Measurement> turns) {
        return turns.stream().map(Measurement::rowsPerSecond).toList();
    }

    private static double rss(List<Measurement> turns) {
        return Result.median(
                turns.stream().map(turn -> (double) turn.peakRssMb()).toList());
    }
}
