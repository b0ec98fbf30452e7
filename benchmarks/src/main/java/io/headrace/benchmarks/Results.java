package io.headrace.benchmarks;

import io.headrace.benchmarks.report.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command's results go: to standard output, and into a file. */
final class Results {
    @Option(
            names = "--save",
            description = "Keeps the result in benchmarks/results. Measure on a machine that does nothing else.")
    private boolean save;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Shows a line at once. */
    void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    Report files(Home home) {
        return home.report(save);
    }
}
