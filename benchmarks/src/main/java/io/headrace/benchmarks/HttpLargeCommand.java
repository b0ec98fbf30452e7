package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.http.ChargeApi;
import io.headrace.benchmarks.http.HeapRun;
import io.headrace.benchmarks.http.Job;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run http-large}. */
@Command(
        name = "http-large",
        mixinStandardHelpOptions = true,
        description = "Reads one huge response by the HTTP source into Kafka, in a worker with a small heap.")
final class HttpLargeCommand implements Callable<Integer> {
    private static final long RECORDS_PER_MB = 1_024;
    private static final int MOST_MB = 1 << 20;

    @Option(
            names = "--mb",
            paramLabel = "N",
            defaultValue = "2048",
            description = "How large the response is (default: ${DEFAULT-VALUE}).")
    private int mb;

    @Option(
            names = "--heap-mb",
            paramLabel = "N",
            defaultValue = "256",
            description = "The largest heap of the worker (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Mixin
    private Results results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.require(spec, mb >= 1 && mb <= MOST_MB, "--mb must be between 1 and " + MOST_MB + ", not " + mb);
        Limits.atLeastOne(spec, "--heap-mb", heapMb);
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("work");
        try (Stand stand = Stand.start(work, Format.JSON);
                ChargeApi api = ChargeApi.start(work)) {
            HeapRun run = new HeapRun(stand, api, plugins -> home.ours(HttpSourceCommand.MODULE, plugins));
            report(home, run.one(new Job("large", mb * RECORDS_PER_MB, 0, 1), heapMb));
        }
        return 0;
    }

    private void report(Home home, HeapRun.Outcome outcome) {
        double speed = outcome.measured().rowsPerSecond();
        Figures figures = Figures.of("http-large")
                .with("mb", mb)
                .with("heap_mb", heapMb)
                .with("rows", outcome.measured().rows())
                .with("ours", Math.round(speed))
                .with("seconds", outcome.measured().took().toMillis() / 1000.0)
                .with("live_mb", outcome.liveMb().get(0))
                .with("rss_mb", outcome.measured().peakRssMb());
        results.println(figures.line());
        results.files(home)
                .write(
                        figures,
                        BarPlot.of(
                                        "http-large",
                                        "records of 1 KB per second out of one response of " + mb + " MB, in a heap of "
                                                + heapMb + " MB")
                                .with("headrace", List.of(speed), true));
    }
}
