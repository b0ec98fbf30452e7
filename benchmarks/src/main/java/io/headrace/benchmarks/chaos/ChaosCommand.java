package io.headrace.benchmarks.chaos;

import io.headrace.testkit.server.PluginDirs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Breaks a stack at random while rows flow, and compares what arrived.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is lost, doubled or different",
            "1:something is, a task failed, did not recover, or wrote dead letters",
            "2:the command line is wrong"
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final List<String> PLUGINS =
            List.of("sink-warehouse/postgres", "sink-warehouse/duckdb", "sink-objectstore/files");

    @Option(names = "--minutes", defaultValue = "10", description = "How long things break. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Chooses the faults. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--target",
            defaultValue = "all",
            description = "postgres, duckdb, parquet or all. Default: ${DEFAULT-VALUE}.")
    private String target;

    @Option(names = "--rate", defaultValue = "1000", description = "Changes a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--fault",
            split = ",",
            description = "Only these of ${COMPLETION-CANDIDATES}; left out, all. For looking closer at a failure.")
    private Set<Fault> faults = EnumSet.allOf(Fault.class);

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting for every sink, such as delivery=at_least_once, with which rows must be doubled.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--directory", description = "Where logs and data go; left out, a new temporary directory.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    private ChaosCommand() {}

    /** Runs and exits. */
    public static void main(String[] args) {
        int code = new CommandLine(new ChaosCommand()).execute(args);
        // The broker's threads are not daemons.
        Runtime.getRuntime().exit(code);
    }

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Path home = Files.createDirectories(
                directory == null ? Files.createTempDirectory("headrace-chaos-") : directory.toAbsolutePath());
        Plan plan = new Plan(seed, Duration.ofMillis((long) (minutes * 60_000)), targets(), faults, rate, settings);
        try (EventLog log = new EventLog(home.resolve("events.log"))) {
            out.println("all that happens goes to " + home.resolve("events.log"));
            out.flush();
            Result result = new Chaos(plan, home, out, log).run(plugins(home));
            out.println(result.line());
            out.flush();
            return result.isGood() ? 0 : 1;
        }
    }

    private Set<Target> targets() {
        if (target.equals("all")) {
            return EnumSet.allOf(Target.class);
        }
        return Arrays.stream(Target.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(target))
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--target is " + target + "; it must be postgres, duckdb, parquet or all."));
    }

    private static Path plugins(Path home) {
        Path source = Path.of(System.getProperty("headrace.home", ""));
        PluginDirs plugins = PluginDirs.in(home.resolve("plugins"));
        PLUGINS.forEach(plugin -> plugins.module(source.resolve(plugin)));
        return plugins.root();
    }
}
