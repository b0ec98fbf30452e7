package io.headrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SqueezeCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void namesWhatThereIs() {
        assertThat(run("--phase", "rows")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("There is no phase 'rows'; there are tables, values, columns");
        assertThat(run("--target", "postgres")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("There is no target 'postgres'; there are duckdb, parquet");
    }

    @Test
    void wantsTime() {
        assertThat(run("--minutes", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--minutes must be at least 0.1, not 0.0");
    }

    private int run(String... args) {
        return SqueezeCommand.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }
}
