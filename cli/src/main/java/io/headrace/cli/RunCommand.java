package io.headrace.cli;

import io.headrace.cli.stack.ConnectorFile;
import io.headrace.cli.stack.Pipeline;
import io.headrace.cli.stack.Progress;
import io.headrace.cli.stack.Stack;
import io.headrace.runtime.LoopbackPort;
import io.headrace.runtime.RestException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs connectors until Ctrl-C. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Runs connectors on an embedded Kafka until Ctrl-C. The files are the very JSON one POSTs to a cluster.")
final class RunCommand implements Callable<Integer> {

    private static final int REST_PORT = 8083;

    @Parameters(
            paramLabel = "FILE.json",
            arity = "1..*",
            description = "Connectors, each as {\"name\": …, \"config\": {…}}.")
    private List<Path> files;

    @Option(
            names = "--data-dir",
            defaultValue = ".headrace",
            description = "Where Kafka keeps topics, offsets and connectors between runs (default: ${DEFAULT-VALUE}).")
    private Path dataDir;

    @Option(
            names = "--rest-port",
            defaultValue = "" + REST_PORT,
            description =
                    "Port of Connect's REST API on the loopback address; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int restPort;

    @Option(
            names = "--kafka-port",
            defaultValue = "0",
            description = "Port of the broker on the loopback address; 0 picks a free one.")
    private int kafkaPort;

    @Option(names = "--json", description = "Progress as JSON lines also on a terminal.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<ConnectorFile> connectors = files.stream().map(ConnectorFile::read).toList();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.onInterrupt(stop, stopped);
        try (Stack stack = Stack.start(dataDir, orFree(kafkaPort), orFree(restPort));
                Pipeline pipeline = new Pipeline(stack.connect(), stack.bootstrapServers())) {
            if (!json && Progress.onTerminal()) {
                out.println("Kafka at " + stack.bootstrapServers() + ", Connect at "
                        + stack.connect().url() + ". Ctrl-C ends both.");
                out.flush();
            }
            for (ConnectorFile connector : connectors) {
                if (!create(stack, connector)) {
                    return Main.WRONG;
                }
            }
            return watch(pipeline, connectors.stream().map(ConnectorFile::name).toList(), stop);
        } finally {
            stopped.countDown();
        }
    }

    private boolean create(Stack stack, ConnectorFile connector) {
        try {
            stack.connect().put(connector.name(), connector.config());
            return true;
        } catch (RestException e) {
            List<String> errors = ValidateCommand.errors(stack.connect(), connector);
            PrintWriter err = spec.commandLine().getErr();
            err.println(connector.file() + ": connector '" + connector.name() + "' is refused:");
            (errors.isEmpty() ? List.of(Failures.explain(e)) : errors).forEach(error -> err.println("  " + error));
            return false;
        }
    }

    private int watch(Pipeline pipeline, List<String> names, CountDownLatch stop) throws InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut(), !json && Progress.onTerminal());
        while (!stop.await(1, TimeUnit.SECONDS)) {
            List<Pipeline.View> views = pipeline.look(names);
            progress.show(views);
            List<Pipeline.View> failed =
                    views.stream().filter(Pipeline.View::failed).toList();
            if (!failed.isEmpty()) {
                failed.forEach(view -> spec.commandLine()
                        .getErr()
                        .println("Connector '" + view.name() + "' failed: " + Failures.ofTrace(view.trace())));
                return Main.FAILED;
            }
        }
        return 0;
    }

    private static int orFree(int port) {
        return port == 0 ? LoopbackPort.free() : port;
    }
}
