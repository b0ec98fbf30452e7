package io.headrace.benchmarks;

import io.headrace.benchmarks.cdc.Rival;
import io.headrace.benchmarks.cdc.Rivals;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.peers.Peers;
import io.headrace.benchmarks.report.BarPlot;
import io.headrace.benchmarks.report.Figures;
import io.headrace.runtime.EmbeddedPostgres;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the measurements of change data capture have in common: their options, their rivals, and the turns that these take. */
final class CdcRun {
    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "3",
            description = "How often each rival is measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--converter",
            paramLabel = "NAME",
            defaultValue = "avro",
            converter = RunCommand.FormatName.class,
            description = "avro or json-schemas (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--without-peer", description = "Measures ours alone.")
    private boolean alone;

    @Option(names = "--save", description = "Keeps the result in benchmarks/results.")
    private boolean save;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Measures one rival once. */
    @FunctionalInterface
    interface Turn<T> {
        T measure(Rival rival, int turn);
    }

    /**
     * Lets the rivals take turns.
     *
     * @param turns makes the measurement for a broker and a database server
     * @param text says what a turn gave
     */
    <T> Map<Role, List<T>> run(Opening<T> turns, Function<T, String> text) {
        Limits.atLeastOne(spec, "--runs", runs);
        Limits.require(
                spec,
                format != Format.JSON,
                "--converter must be avro or json-schemas: the peer's sink needs a schema");
        Path work = Home.find().benchmarks().resolve("target").resolve("work");
        Map<Role, List<T>> measured = new EnumMap<>(Role.class);
        try (Stand stand = Stand.start(work, format);
                EmbeddedPostgres server = DurablePostgres.start(work, "logical")) {
            Turn<T> turn = turns.with(stand, server);
            for (int number = 1; number <= runs; number++) {
                for (Rival rival : rivals(Home.find())) {
                    T one = turn.measure(rival, number);
                    measured.computeIfAbsent(rival.role(), role -> new ArrayList<>())
                            .add(one);
                    println("turn " + number + " of " + runs + ": " + rival.name() + " " + text.apply(one));
                }
            }
        }
        return measured;
    }

    /** Prepares a measurement. */
    @FunctionalInterface
    interface Opening<T> {
        Turn<T> with(Stand stand, EmbeddedPostgres server);
    }

    void report(Figures figures, BarPlot plot) {
        Figures whole = figures.with("runs", runs).with("converter", format.label());
        println(whole.line());
        Home.find().report(save).write(whole, plot);
    }

    private List<Rival> rivals(Home home) {
        List<Rival> rivals = new ArrayList<>();
        rivals.add(Rivals.ours(plugins -> {
            home.ours("source-database/postgres", plugins);
            home.ours("sink-warehouse/postgres", plugins);
        }));
        if (!alone) {
            rivals.add(Rivals.debezium(plugins -> {
                Peers peers = new Peers(home.benchmarks());
                peers.install("debezium-postgres", plugins);
                peers.install("debezium-jdbc", plugins);
            }));
        }
        return rivals;
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
