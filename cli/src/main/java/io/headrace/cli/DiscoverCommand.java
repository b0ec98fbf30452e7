package io.headrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.cli.http.Catalog;
import io.headrace.cli.http.Session;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.StreamSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what streams a source over HTTP has. */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = "Prints the streams of a source over HTTP with their schemas, as a catalog in Airbyte's shape.")
final class DiscoverCommand implements Callable<Integer> {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    @Mixin
    private SourceArguments source;

    @Option(names = "--stream", paramLabel = "NAME", split = ",", description = "Streams to describe; all without it.")
    private List<String> names = List.of();

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many records the schema is guessed from where the manifest declares none; 0 does not ask"
                    + " the API (default: ${DEFAULT-VALUE}).")
    private long sample;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return source.run(file -> Map.of(), spec.commandLine().getErr()::println, this::discover);
    }

    private int discover(Session session, CountDownLatch stop) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Catalog catalog = new Catalog(session, sample, stop, err::println);
        List<Object> streams = new ArrayList<>();
        for (StreamSpec stream : session.streams(names)) {
            try {
                streams.add(catalog.describe(stream));
            } catch (HeadraceException e) {
                err.println("headrace: " + stream.name() + ": " + session.explain(e));
                return SourceArguments.code(e);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(pretty(Map.of("streams", streams)));
        out.flush();
        return 0;
    }

    private static String pretty(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists and texts can be written", e);
        }
    }
}
