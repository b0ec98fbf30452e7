package io.headrace.cli;

import io.headrace.cli.stack.ConnectorFile;
import io.headrace.cli.stack.Stack;
import io.headrace.cli.stack.Trees;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks configurations as the worker's REST API does, and against the systems they name. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Checks connector files: keys, values, rules between keys, and whether the systems they name answer.")
final class ValidateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE.json",
            arity = "1..*",
            description = "Connectors, each as {\"name\": …, \"config\": {…}}.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<ConnectorFile> connectors = files.stream().map(ConnectorFile::read).toList();
        Path dataDir = Files.createTempDirectory("headrace-validate");
        boolean wrong = false;
        try (Stack stack = Stack.start(dataDir, LoopbackPort.free(), LoopbackPort.free())) {
            PrintWriter out = spec.commandLine().getOut();
            for (ConnectorFile connector : connectors) {
                List<String> errors = errors(stack.connect(), connector);
                wrong |= !errors.isEmpty();
                out.println(connector.file() + ": " + (errors.isEmpty() ? "ok" : count(errors.size())));
                errors.forEach(error -> out.println("  " + error));
            }
            out.flush();
        } finally {
            Trees.delete(dataDir);
        }
        return wrong ? Main.WRONG : 0;
    }

    private static String count(int errors) {
        return errors == 1 ? "1 error" : errors + " errors";
    }

    /** Each error as the REST API gives it. */
    static List<String> errors(ConnectClient connect, ConnectorFile connector) {
        List<String> errors = new ArrayList<>();
        connect.validate(connector.config()).values().forEach(errors::addAll);
        return errors;
    }
}
