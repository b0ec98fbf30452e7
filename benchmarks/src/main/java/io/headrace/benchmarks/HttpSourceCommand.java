package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.contest.WorkerJvm;
import io.headrace.benchmarks.http.ChargeApi;
import io.headrace.benchmarks.http.HeapRun;
import io.headrace.benchmarks.http.Job;
import io.headrace.benchmarks.http.Race;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.peers.PythonPeers;
import io.headrace.benchmarks.profile.Profile;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.benchmarks.report.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run http-source}. */
@Command(
        name = "http-source",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast a paged API is read: by the HTTP source into Kafka, by Airbyte's low-code CDK into a file, and by a bare client.")
final class HttpSourceCommand implements Callable<Integer> {
    static final String MODULE = "source-http";
    private static final String PEER = "airbyte-cdk";
    private static final long WARM_UP_ROWS = 480_000;
    private static final long WARM_UP_TIMES = 4;

    /** Ten seconds and more of reading, so that a JVM's first second does not count for much. */
    private static final long DEFAULT_ROWS = 480_000;

    private static final long HEAP_ROWS = 1_000_000;
    private static final double MILLIS = 1000.0;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            split = ",",
            defaultValue = "0,50",
            description = "How late the API answers, in milliseconds (default: ${DEFAULT-VALUE}, one after the other).")
    private List<Integer> latencies;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Records of 1 KB that the API has (default: 480000; with --heap 1000000).")
    private @Nullable Long rows;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "3",
            description = "How often each contender is measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "32",
            description = "How many requests of a contender are under way at once (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--without",
            paramLabel = "ROLE",
            split = ",",
            description = "Leaves out the peer or the limit, to look at the others alone.")
    private List<String> without = List.of();

    @Option(names = "--heap", description = "Looks at the heap of ours alone over a million records.")
    private boolean heap;

    @Mixin
    private Flights flights;

    @Mixin
    private Results results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.atLeastOne(spec, "--runs", runs);
        Limits.atLeastOne(spec, "--concurrency", concurrency);
        latencies.forEach(latency ->
                Limits.require(spec, latency >= 0, "--latency must be 0 or more milliseconds, not " + latency));
        long records = rows == null ? heap ? HEAP_ROWS : DEFAULT_ROWS : rows;
        Limits.atLeastOne(spec, "--rows", records);
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("work");
        try (Stand stand = Stand.start(work, Format.JSON);
                ChargeApi api = ChargeApi.start(work)) {
            if (heap) {
                HeapRun run = new HeapRun(stand, api, plugins -> home.ours(MODULE, plugins));
                report(home, run.pages(new Job("heap", records, 0, concurrency)));
                return 0;
            }
            List<Role> roles = roles();
            Path python = roles.contains(Role.PEER) ? new PythonPeers(home.benchmarks()).environment(PEER) : work;
            Path recording = flights.recording(work);
            Race race = new Race(
                    stand,
                    api,
                    plugins -> home.ours(MODULE, plugins),
                    python,
                    new WorkerJvm(false, recording).options(Role.OURS),
                    Math.min(WARM_UP_ROWS, WARM_UP_TIMES * records));
            for (int latency : latencies) {
                Job job = new Job("job", records, latency, concurrency);
                report(home, job, measure(race, roles, job, recording));
            }
        }
        return 0;
    }

    private List<Role> roles() {
        List<Role> roles = new ArrayList<>(List.of(Role.values()));
        roles.removeIf(role -> without.contains(role.name().toLowerCase(Locale.ROOT)));
        return roles;
    }

    private Map<Role, List<Measurement>> measure(Race race, List<Role> roles, Job job, @Nullable Path recording) {
        Map<Role, List<Measurement>> measured = new EnumMap<>(Role.class);
        for (int turn = 1; turn <= runs; turn++) {
            for (Role role : roles) {
                Measurement one = race.run(role, job, turn);
                measured.computeIfAbsent(role, key -> new ArrayList<>()).add(one);
                results.println(String.format(
                        Locale.ROOT,
                        "turn %d of %d at %d ms: %s %,.0f records/s (%.1f s, %d MB, %.1f s of CPU), content as the API has it",
                        turn,
                        runs,
                        job.latencyMillis(),
                        name(role),
                        one.rowsPerSecond(),
                        one.took().toMillis() / MILLIS,
                        one.peakRssMb(),
                        one.cpu().toMillis() / MILLIS));
                if (recording != null && role == Role.OURS) {
                    results.println(
                            Profile.read(recording, one.started(), one.started().plus(one.took()))
                                    .text());
                }
            }
        }
        return measured;
    }

    private static String name(Role role) {
        return role == Role.OURS ? "headrace" : role == Role.PEER ? PEER : "limit";
    }

    private void report(Home home, Job job, Map<Role, List<Measurement>> measured) {
        Figures figures = Figures.of("http-source")
                .with("latency_ms", job.latencyMillis())
                .with("rows", job.rows())
                .with("ours", Math.round(speed(measured, Role.OURS)));
        figures = measured.containsKey(Role.PEER)
                ? figures.with("peer", PEER + ":" + Math.round(speed(measured, Role.PEER)))
                        .with("ratio", speed(measured, Role.OURS) / speed(measured, Role.PEER))
                : figures.with("peer", "none").with("ratio", "none");
        figures = measured.containsKey(Role.LIMIT)
                ? figures.with("limit", Math.round(speed(measured, Role.LIMIT)))
                        .with("of_limit", speed(measured, Role.OURS) / speed(measured, Role.LIMIT))
                : figures.with("limit", "none").with("of_limit", "none");
        figures = figures.with("rss_mb", Math.round(rss(measured, Role.OURS)));
        if (measured.containsKey(Role.PEER)) {
            figures = figures.with("peer_rss_mb", Math.round(rss(measured, Role.PEER)));
        }
        figures = figures.with("concurrency", job.concurrency()).with("runs", runs);
        BarPlot plot = BarPlot.of(
                "http-source",
                "records of 1 KB per second from an API that answers after " + job.latencyMillis()
                        + " ms, median and turns");
        for (Map.Entry<Role, List<Measurement>> each : measured.entrySet()) {
            figures = figures.with(each.getKey().name().toLowerCase(Locale.ROOT) + "_turns", speeds(each.getValue()));
            plot = plot.with(name(each.getKey()), speeds(each.getValue()), each.getKey() == Role.OURS);
        }
        results.println(figures.line());
        results.files(home).write("http-source-" + job.latencyMillis() + "ms", figures, plot);
    }

    private void report(Home home, HeapRun.Outcome outcome) {
        List<Double> live = outcome.liveMb();
        Figures figures = Figures.of("http-heap")
                .with("rows", outcome.measured().rows())
                .with("live_mb_first_half", most(live.subList(0, live.size() / 2)))
                .with("live_mb_second_half", most(live.subList(live.size() / 2, live.size())))
                .with("live_mb", live)
                .with("ours", Math.round(outcome.measured().rowsPerSecond()))
                .with("rss_mb", outcome.measured().peakRssMb())
                .with("concurrency", concurrency);
        BarPlot plot = BarPlot.of("http-heap", "MB alive in the worker's heap");
        for (int i = 0; i < live.size(); i++) {
            plot = plot.with("after " + 100 * (i + 1) / live.size() + " %", List.of(live.get(i)), true);
        }
        results.println(figures.line());
        results.files(home).write(figures, plot);
    }

    private static double most(List<Double> values) {
        return Collections.max(values);
    }

    private static double speed(Map<Role, List<Measurement>> measured, Role role) {
        return Result.median(speeds(measured.getOrDefault(role, List.of())));
    }

    private static List<Double> speeds(List<Measurement> turns) {
        return turns.stream().map(Measurement::rowsPerSecond).toList();
    }

    private static double rss(Map<Role, List<Measurement>> measured, Role role) {
        return Result.median(measured.getOrDefault(role, List.of()).stream()
                .map(turn -> (double) turn.peakRssMb())
                .toList());
    }
}
