package io.headrace.cli;

import io.headrace.cli.http.Output;
import io.headrace.cli.http.ProtocolLines;
import io.headrace.cli.http.Reading;
import io.headrace.cli.http.RecordLines;
import io.headrace.cli.http.Session;
import io.headrace.cli.http.StateFile;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a source over HTTP without Kafka. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Reads a source over HTTP once and prints its records, without Kafka.")
final class ReadCommand implements Callable<Integer> {

    @Mixin
    private SourceArguments source;

    @Option(
            names = "--stream",
            split = ",",
            paramLabel = "NAME",
            description = "Streams to read, one after another; all without it.")
    private List<String> names = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "The most records of each stream.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Go on from here: a file of --save-state, or what --protocol printed. Where there is no such"
                    + " file yet, reading begins at the beginning.")
    private @Nullable Path state;

    @Option(
            names = "--save-state",
            paramLabel = "FILE",
            description = "Write here at the end, or on Ctrl-C, where to go on; may be the file of --state.")
    private @Nullable Path saveState;

    @Option(
            names = "--state-every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "With --protocol, after how many records a STATE is printed (default: ${DEFAULT-VALUE}).")
    private long stateEvery;

    @ArgGroup
    private Shape shape = new Shape();

    @Spec
    private CommandSpec spec;

    /** One or the other. */
    static final class Shape {

        @Option(
                names = "--records",
                description = "Print records alone, one JSON object per line. This is the default.")
        private boolean records;

        @Option(
                names = "--protocol",
                description = "Print messages in the shape of the Airbyte protocol: RECORD, STATE and LOG.")
        private boolean protocol;

        boolean isProtocol() {
            return protocol && !records;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (shape.isProtocol()) {
            ProtocolLines lines = new ProtocolLines(out, Clock.systemUTC());
            return source.run(file -> Map.of(), lines::log, (session, stop) -> read(session, stop, lines, lines::log));
        }
        Consumer<String> news = spec.commandLine().getErr()::println;
        return source.run(file -> Map.of(), news, (session, stop) -> read(session, stop, new RecordLines(out), news));
    }

    private int read(Session session, CountDownLatch stop, Output output, Consumer<String> news)
            throws InterruptedException {
        if (saveState != null) {
            StateFile.checkPlace(saveState);
        }
        List<StreamSpec> streams = session.streams(names);
        StateFile positions = state == null ? StateFile.empty() : StateFile.read(state);
        if (state != null && positions.isEmpty()) {
            news.accept("There is no state in " + state + " yet: reading begins at the beginning");
        }
        Reading reading = new Reading(session, output, Reading.Plan.of(limit, stateEvery), stop, news);
        try {
            int code = read(streams, session, stop, reading, positions, news);
            if (output.isClosed()) {
                spec.commandLine().getErr().println("headrace: standard output takes no more.");
                return Main.FAILED;
            }
            return code;
        } finally {
            if (saveState != null) {
                positions.write(saveState);
            }
        }
    }

    /** A stream that fails leaves the others running. */
    private int read(
            List<StreamSpec> streams,
            Session session,
            CountDownLatch stop,
            Reading reading,
            StateFile positions,
            Consumer<String> news)
            throws InterruptedException {
        int code = 0;
        for (StreamSpec stream : streams) {
            if (stop.getCount() == 0) {
                return code;
            }
            try {
                long records = reading.read(stream, positions);
                news.accept(stream.name() + ": " + records + (records == 1 ? " record" : " records"));
            } catch (HeadraceException e) {
                spec.commandLine().getErr().println("headrace: " + stream.name() + ": " + session.explain(e));
                code = Math.max(code, SourceArguments.code(e));
            }
        }
        return code;
    }
}
