package io.headrace.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code benchmarks/run}: measures ours, a peer and the limit in one run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Measures ours, a peer and the limit in one run, and compares what each wrote with what was generated.")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int code = new CommandLine(new Main()).execute(args);
        // Kafka's threads are not daemons: without this the JVM would outlive the command.
        Runtime.getRuntime().exit(code);
    }
}
