package io.headrace.benchmarks;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options out of range, as the command line's own errors are. */
final class Limits {
    private Limits() {}

    static void atLeastOne(CommandSpec spec, String option, long value) {
        require(spec, value >= 1, option + " must be at least 1, not " + value);
    }

    static void require(CommandSpec spec, boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
