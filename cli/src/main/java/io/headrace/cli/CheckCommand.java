package io.headrace.cli;

import io.headrace.cli.http.Check;
import io.headrace.cli.http.Session;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.StreamSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a source over HTTP. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tries a source over HTTP: is its file right, does the API answer, does the login work?")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private SourceArguments source;

    @Option(
            names = "--stream",
            split = ",",
            paramLabel = "NAME",
            description = "Streams to try; without it those that the manifest names for this, or all.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return source.run(
                file -> Check.overrides(file.declaration()), spec.commandLine().getErr()::println, this::check);
    }

    private int check(Session session, CountDownLatch stop) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Check check = new Check(session, stop, spec.commandLine().getErr()::println);
        int code = 0;
        List<String> tried = names.isEmpty() ? Check.names(session.file().declaration()) : names;
        for (StreamSpec stream : session.streams(tried)) {
            try {
                out.println(stream.name() + ": " + check.tried(stream));
            } catch (HeadraceException e) {
                out.println(stream.name() + ": " + session.explain(e));
                code = Math.max(code, SourceArguments.code(e));
            }
            out.flush();
        }
        return code;
    }
}
