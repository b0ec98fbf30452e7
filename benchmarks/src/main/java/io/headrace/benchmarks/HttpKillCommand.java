package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Broker;
import io.headrace.benchmarks.goal.Trees;
import io.headrace.benchmarks.http.Delivery;
import io.headrace.benchmarks.http.Findings;
import io.headrace.benchmarks.http.RecordKills;
import io.headrace.benchmarks.report.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run http-kill}. */
@Command(
        name = "http-kill",
        mixinStandardHelpOptions = true,
        description =
                "Kills a worker behind records that the HTTP source reads on three levels, in windows and pages that change, and compares what arrived with what the API had.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is lost, different, out of order, or came again that an offset had covered",
            "1:something is, or the source did not go on",
            "2:the command line is wrong"
        })
final class HttpKillCommand implements Callable<Integer> {
    private static final long SEED = 20_260_101;
    private static final int EXAMPLES = 5;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "100",
            description = "Behind how many of the first " + RecordKills.RECORDS
                    + " records there is a kill; as many means every single one (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--connectors",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "How many connectors each kill of the worker strikes, every one in another part of its run. It must"
                            + " divide the kills (default: ${DEFAULT-VALUE}).")
    private int connectors;

    @Option(
            names = "--at-least-once",
            description = "Reads without exactly-once, where what no offset covered comes again.")
    private boolean atLeastOnce;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Chooses what changes, and whether a kill meets a worker that stands still.")
    private long seed = SEED;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits.require(
                spec,
                kills >= 1 && kills <= RecordKills.RECORDS,
                "--kills must be between 1 and " + RecordKills.RECORDS + ", not " + kills);
        Limits.require(
                spec,
                connectors >= 1 && kills % connectors == 0,
                "--connectors must divide --kills, which is " + kills + "; " + connectors + " does not");
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("http-kill");
        Trees.delete(work);
        println("the worker's log is " + work.resolve("worker").resolve("worker.log"));
        Delivery delivery = atLeastOnce ? Delivery.AT_LEAST_ONCE : Delivery.EXACTLY_ONCE;
        try (Broker broker = Broker.start(Trees.create(work).resolve("kafka"))) {
            Findings found = new RecordKills(
                            broker,
                            work.resolve("worker"),
                            plugins -> home.ours(HttpSourceCommand.MODULE, plugins),
                            this::println)
                    .run(delivery, new RecordKills.Plan(kills, connectors), seed);
            report(delivery, found);
            return found.isGood() ? 0 : 1;
        }
    }

    private void report(Delivery delivery, Findings found) {
        tell("lost", found.lost());
        tell("differing", found.differing());
        tell("disordered", found.disordered());
        tell("repeated though an offset covered it", found.uncalledFor());
        println(Figures.of("http-kill")
                .with("delivery", delivery.label())
                .with("seed", seed)
                .with("kills", kills)
                .with("connectors", connectors)
                .with("records", found.records())
                .with("covered", found.covered())
                .with("lost", found.lost().size())
                .with("doubled", found.doubled().size())
                .with("differing", found.differing().size())
                .with("disordered", found.disordered().size())
                .with("repeated_outside_last_page", found.uncalledFor().size())
                .line());
    }

    private void tell(String what, List<String> records) {
        records.stream().limit(EXAMPLES).forEach(record -> println(what + ": " + record));
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
