package io.headrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void namesWhatCanBeMeasured() {
        assertThat(run("sink-postgres")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith(
                        "Invalid value for positional parameter at index 0 (NAME): There is no benchmark 'sink-postgres'; "
                                + "there are sink-postgres-append, sink-postgres-merge, sink-duckdb-append, sink-parquet, start, cdc-throughput and cdc-latency");
    }

    @Test
    void wantsAName() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("Name what to measure; there are sink-postgres-append, sink-postgres-merge, ");
    }

    @Test
    void startHasOptionsOfItsOwn() {
        assertThat(run("start", "--rows", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--rows must be at least 1, not 0");
    }

    @Test
    void killsBehindOneOfAThousandRecords() {
        assertThat(run("http-kill", "--kills", "1001")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--kills must be between 1 and 1000, not 1001");
    }

    @Test
    void namesTheConverters() {
        assertThat(run("sink-parquet", "--converter", "protobuf")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("Invalid value for option '--converter': There is no converter 'protobuf'; "
                        + "there are avro, json and json-schemas");
    }

    @Test
    void wantsRows() {
        assertThat(run("sink-parquet", "--rows", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--rows must be at least 1, not 0");
    }

    @Test
    void wantsSomeRuns() {
        assertThat(run("sink-parquet", "--runs", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--runs must be between 1 and 101, not 0");
    }

    private int run(String... args) {
        return Main.commandLine().setErr(new PrintWriter(errors, true)).execute(args);
    }
}
