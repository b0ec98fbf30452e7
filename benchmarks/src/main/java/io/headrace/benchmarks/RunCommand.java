package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Contender;
import io.headrace.benchmarks.contest.Contest;
import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.contest.WorkerJvm;
import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.load.Format;
import io.headrace.benchmarks.profile.Profile;
import io.headrace.benchmarks.report.Result;
import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code benchmarks/run}. */
@Command(
        name = "run",
        subcommands = {
            StartCommand.class,
            CdcThroughputCommand.class,
            CdcLatencyCommand.class,
            HttpSourceCommand.class,
            HttpLargeCommand.class,
            HttpKillCommand.class,
            WebhookCommand.class
        },
        mixinStandardHelpOptions = true,
        description =
                "Measures ours, a peer and the limit in alternation on one topic, and compares what each wrote with what was generated.")
final class RunCommand implements Callable<Integer> {
    private static final long WARM_UP_ROWS = 500_000;
    private static final int MOST_RUNS = 101;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            converter = ScenarioName.class,
            description =
                    "sink-postgres-append, sink-postgres-merge, sink-duckdb-append or sink-parquet; or one of the commands below.")
    private @Nullable Scenario chosen;

    @Option(names = "--rows", paramLabel = "N", description = "Records in the topic (default: some millions, by NAME).")
    private @Nullable Long rows;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "5",
            description = "How often each contender is measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--converter",
            paramLabel = "NAME",
            defaultValue = "avro",
            converter = FormatName.class,
            description = "avro, json or json-schemas (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--without",
            paramLabel = "ROLE",
            split = ",",
            description = "Leaves out the peer or the limit, to look at ours alone: then there is no result.")
    private List<String> without = List.of();

    @Mixin
    private Flights flights;

    @Option(
            names = "--growing-heap",
            description =
                    "Heaps grow from 256 MB, so that rss_mb says what each needs; speeds then pay for the growing.")
    private boolean growingHeap;

    @Mixin
    private Results results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long records = rows == null ? scenario().rows() : rows;
        Limits.atLeastOne(spec, "--rows", records);
        Limits.require(
                spec, runs >= 1 && runs <= MOST_RUNS, "--runs must be between 1 and " + MOST_RUNS + ", not " + runs);
        Home home = Home.find();
        Path work = home.benchmarks().resolve("target").resolve("work");
        try (Stand stand = Stand.start(work, format);
                @Nullable EmbeddedPostgres postgres =
                                scenario().needsPostgres() ? DurablePostgres.start(work, "replica") : null) {
            Table table = scenario().table();
            SinkContenders contenders = new SinkContenders(home, stand, table);
            Map<Role, List<Measurement>> measured = measure(stand, table, wanted(all(contenders, postgres)), records);
            report(home, measured, table, records);
        }
        return 0;
    }

    private Map<Role, List<Measurement>> measure(Stand stand, Table table, List<Contender> contenders, long records) {
        long warmUp = Math.min(WARM_UP_ROWS, records);
        String warmUpTopic = stand.fill("warm", table, warmUp, scenario().keyed());
        String topic = stand.fill("timed", table, records, scenario().keyed());
        results.println("filled " + topic + " with " + records + " records as " + format);
        Contest contest = new Contest(stand, table, contenders, scenario().expected(records), results::println);
        Path recording = flights.recording(stand.directory());
        Map<Role, List<Measurement>> measured =
                contest.run(topic, records, warmUpTopic, warmUp, runs, new WorkerJvm(growingHeap, recording));
        if (recording != null) {
            List<Measurement> ours = measured.getOrDefault(Role.OURS, List.of());
            Measurement last = ours.get(ours.size() - 1);
            results.println(
                    Profile.read(recording, last.started(), last.started().plus(last.took()))
                            .text());
        }
        return measured;
    }

    private void report(Home home, Map<Role, List<Measurement>> measured, Table table, long records) {
        List<Measurement> ours = measured.get(Role.OURS);
        List<Measurement> limit = measured.get(Role.LIMIT);
        if (ours == null || limit == null) {
            return;
        }
        List<Measurement> peer = measured.get(Role.PEER);
        Result result = new Result(
                scenario().label(),
                table.name(),
                format.label(),
                records,
                series("headrace", ours),
                series("limit", limit),
                peer == null ? null : series(scenario().needsPostgres() ? "debezium-jdbc" : "iceberg", peer));
        results.println(result.line());
        results.files(home).write(result);
    }

    private List<Contender> all(SinkContenders contenders, @Nullable EmbeddedPostgres postgres) {
        if (postgres != null) {
            return scenario().keyed() ? contenders.postgresMerge(postgres) : contenders.postgresAppend(postgres);
        }
        return scenario() == Scenario.SINK_PARQUET ? contenders.parquet() : contenders.duckDbAppend();
    }

    /** The peers need a schema in every record. */
    private List<Contender> wanted(List<Contender> all) {
        List<Contender> wanted = new ArrayList<>(all);
        wanted.removeIf(contender -> without.contains(contender.role().name().toLowerCase(Locale.ROOT)));
        if (format == Format.JSON) {
            wanted.removeIf(contender -> contender.role() == Role.PEER);
        }
        return wanted;
    }

    private Scenario scenario() {
        if (chosen == null) {
            throw new ParameterException(spec.commandLine(), "Name what to measure; there are " + Scenario.names());
        }
        return chosen;
    }

    private static Result.Series series(String name, List<Measurement> turns) {
        return new Result.Series(
                name,
                turns.stream().map(Measurement::rowsPerSecond).toList(),
                turns.stream().map(turn -> (double) turn.peakRssMb()).toList(),
                turns.stream().map(turn -> turn.cpu().toMillis() / 1000.0).toList());
    }

    private static <T> T named(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Reads a benchmark's name. */
    static final class ScenarioName implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String value) {
            return named(() -> Scenario.of(value));
        }
    }

    /** Reads a format's name. */
    static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return named(() -> Format.of(value));
        }
    }
}
