package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.contest.WorkerJvm;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.profile.Profile;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.benchmarks.report.Result;
import io.headrace.benchmarks.webhook.Bout;
import io.headrace.benchmarks.webhook.Kills;
import io.headrace.benchmarks.webhook.Pace;
import io.headrace.benchmarks.webhook.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run webhook}. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description =
                "Measures how many events the webhook source acknowledges when Kafka has them, beside a bare server with a producer; or kills it under load.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event that was acknowledged is in the topic",
            "1:one is not",
            "2:the command line is wrong"
        })
final class WebhookCommand implements Callable<Integer> {
    private static final long SEED = 20_260_101;
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description =
                    "How long each kind of request is measured in each turn, after a warming up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "3",
            description = "How often ours and the limit are measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--shape",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "single,array,lines",
            description = "Which kinds of requests, in this order (default: ${DEFAULT-VALUE}).")
    private List<String> shapes;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many tasks ours has (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--kill",
            paramLabel = "N",
            defaultValue = "0",
            description = "Kills the worker so many times under load, and looks for every event that was acknowledged.")
    private int kills;

    @Option(names = "--seed", paramLabel = "S", description = "Chooses the moments at which it is killed.")
    private long seed = SEED;

    @Option(names = "--without-limit", description = "Measures ours alone.")
    private boolean alone;

    @Mixin
    private Flights flights;

    @Mixin
    private Results results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.atLeastOne(spec, "--seconds", seconds);
        Limits.atLeastOne(spec, "--runs", runs);
        Limits.atLeastOne(spec, "--tasks", tasks);
        List<Shape> wanted = shapes.stream().map(this::shape).toList();
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("work");
        try (Stand stand = Stand.start(work, Format.JSON)) {
            if (kills > 0) {
                return kill(home, stand);
            }
            Path recording = flights.recording(work);
            Bout bout = new Bout(
                    stand,
                    plugins -> home.ours(HttpSourceCommand.MODULE, plugins),
                    new WorkerJvm(false, recording),
                    tasks,
                    wanted,
                    WARM_UP,
                    Duration.ofSeconds(seconds));
            report(home, wanted, measure(bout, recording));
        }
        return 0;
    }

    private Shape shape(String label) {
        for (Shape shape : Shape.values()) {
            if (shape.label().equals(label)) {
                return shape;
            }
        }
        throw new ParameterException(spec.commandLine(), "--shape must be of single, array and lines, not " + label);
    }

    private int kill(Home home, Stand stand) {
        Kills.Outcome outcome =
                new Kills(stand, plugins -> home.ours(HttpSourceCommand.MODULE, plugins)).run(kills, seed);
        results.println(Figures.of("webhook-kill")
                .with("seed", seed)
                .with("kills", outcome.kills())
                .with("acknowledged", outcome.acknowledged())
                .with("missing", outcome.missing())
                .with("unanswered", outcome.unanswered())
                .with("refused", outcome.refused())
                .with("broken", outcome.broken())
                .line());
        return outcome.missing() == 0 ? 0 : 1;
    }

    private Map<Role, List<Bout.Outcome>> measure(Bout bout, @Nullable Path recording) {
        Map<Role, List<Bout.Outcome>> measured = new EnumMap<>(Role.class);
        for (int turn = 1; turn <= runs; turn++) {
            for (Role role : alone ? List.of(Role.OURS) : List.of(Role.OURS, Role.LIMIT)) {
                Bout.Outcome one = bout.run(role, turn);
                measured.computeIfAbsent(role, key -> new ArrayList<>()).add(one);
                for (Map.Entry<Shape, Pace> each : one.paces().entrySet()) {
                    results.println(String.format(
                            Locale.ROOT,
                            "turn %d of %d: %s %s %,.0f events/s, p50 %.1f ms, p99 %.1f ms, %d refused, all acknowledged are in the topic",
                            turn,
                            runs,
                            name(role),
                            each.getKey().label(),
                            each.getValue().eventsPerSecond(),
                            each.getValue().p50Millis(),
                            each.getValue().p99Millis(),
                            each.getValue().refused()));
                }
                if (recording != null && role == Role.OURS) {
                    profile(recording, bout.shapes(), one.started());
                }
            }
        }
        return measured;
    }

    private void profile(Path recording, List<Shape> wanted, Instant started) {
        Instant from = started;
        for (Shape shape : wanted) {
            Instant timed = from.plus(WARM_UP);
            results.println(shape.label() + ":");
            results.println(
                    Profile.read(recording, timed, timed.plusSeconds(seconds)).text());
            from = timed.plusSeconds(seconds);
        }
    }

    private static String name(Role role) {
        return role == Role.OURS ? "headrace" : "limit";
    }

    private void report(Home home, List<Shape> wanted, Map<Role, List<Bout.Outcome>> measured) {
        List<Bout.Outcome> ours = measured.getOrDefault(Role.OURS, List.of());
        List<Bout.Outcome> limit = measured.getOrDefault(Role.LIMIT, List.of());
        Figures figures = Figures.of("webhook")
                .with("seconds", seconds)
                .with("runs", runs)
                .with("tasks", tasks);
        BarPlot plot =
                BarPlot.of("webhook", "events per second that were acknowledged with acks=all, median and turns");
        for (Shape shape : wanted) {
            String label = shape.label();
            double speed = median(ours, shape, Pace::eventsPerSecond);
            figures = figures.with(label, Math.round(speed))
                    .with(label + "_p99_ms", median(ours, shape, Pace::p99Millis));
            plot = plot.with("headrace " + label, all(ours, shape, Pace::eventsPerSecond), true);
            if (!limit.isEmpty()) {
                double most = median(limit, shape, Pace::eventsPerSecond);
                figures = figures.with(label + "_limit", Math.round(most))
                        .with(label + "_limit_p99_ms", median(limit, shape, Pace::p99Millis))
                        .with(label + "_of_limit", speed / most);
                plot = plot.with("limit " + label, all(limit, shape, Pace::eventsPerSecond), false);
            }
            figures = figures.with(label + "_turns", all(ours, shape, Pace::eventsPerSecond));
        }
        figures = figures.with(
                "rss_mb",
                Math.round(Result.median(
                        ours.stream().map(one -> (double) one.peakRssMb()).toList())));
        results.println(figures.line());
        results.files(home).write(figures, plot);
    }

    private static double median(List<Bout.Outcome> turns, Shape shape, ToDoubleFunction<Pace> figure) {
        return Result.median(all(turns, shape, figure));
    }

    private static List<Double> all(List<Bout.Outcome> turns, Shape shape, ToDoubleFunction<Pace> figure) {
        return turns.stream()
                .map(turn -> figure.applyAsDouble(turn.paces().get(shape)))
                .toList();
    }
}
