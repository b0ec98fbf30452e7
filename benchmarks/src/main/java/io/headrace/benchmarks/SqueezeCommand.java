package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.squeeze.Outcome;
import io.headrace.benchmarks.squeeze.Phase;
import io.headrace.benchmarks.squeeze.Squeeze;
import io.headrace.benchmarks.squeeze.Warehouse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/squeeze}. */
@Command(
        name = "squeeze",
        mixinStandardHelpOptions = true,
        description = "Presses one sink task into a heap of 512 MB with many tables, large values and wide rows.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing ran out of memory, failed, got lost, or was slower by a fifth in the last minute than in the first",
            "1:something did",
            "2:the command line is wrong"
        })
public final class SqueezeCommand implements Callable<Integer> {
    private static final int MILLIS_PER_MINUTE = 60_000;
    private static final double LEAST_MINUTES = 0.1;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description = "How long each phase presses (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--phase",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "tables,values,columns",
            description = "Which phases, in this order (default: ${DEFAULT-VALUE}).")
    private List<String> phases;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "duckdb,parquet",
            description = "Which sinks, one after the other (default: ${DEFAULT-VALUE}).")
    private List<String> targets;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting for every sink.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    private SqueezeCommand() {}

    /** Runs and exits. */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        // The broker's threads are not daemons.
        Runtime.getRuntime().exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new SqueezeCommand());
    }

    @Override
    public Integer call() {
        Limits.require(
                spec, minutes >= LEAST_MINUTES, "--minutes must be at least " + LEAST_MINUTES + ", not " + minutes);
        List<Warehouse> warehouses = targets.stream().map(this::warehouse).toList();
        List<Phase> wanted = phases.stream().map(this::phase).toList();
        PrintWriter out = spec.commandLine().getOut();
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("squeeze");
        boolean good = true;
        for (Warehouse warehouse : warehouses) {
            for (Phase phase : wanted) {
                Outcome outcome = run(home, work, warehouse, phase);
                good &= outcome.isGood();
                out.println(outcome.line());
                out.flush();
            }
        }
        return good ? 0 : 1;
    }

    /** Each phase has a broker of its own, so that none pays for what another left. */
    private Outcome run(Home home, Path work, Warehouse warehouse, Phase phase) {
        try (Stand stand = Stand.start(work, Format.JSON)) {
            Duration length = Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE));
            return new Squeeze(stand, warehouse, plugins -> home.ours(warehouse.module(), plugins), length, settings)
                    .run(phase);
        }
    }

    private Warehouse warehouse(String label) {
        try {
            return Warehouse.of(label);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Phase phase(String label) {
        try {
            return Phase.of(label);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
