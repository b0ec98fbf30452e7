package io.headrace.benchmarks;

import picocli.CommandLine;

/** Runs {@code benchmarks/run}. */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] args) {
        int code = commandLine().execute(args);
        // Kafka's threads are not daemons: without this the JVM would outlive the command.
        Runtime.getRuntime().exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new RunCommand()).setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("benchmarks: " + error.getMessage());
            return FAILED;
        });
    }
}
