package io.headrace.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code headrace}: Kafka Connect on a laptop, with the plugins and the JSON that run on a cluster. */
@Command(
        name = "headrace",
        description = "Kafka Connect on this machine, with the very plugins and the very JSON that run on a cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ValidateCommand.class,
            CheckCommand.class,
            DiscoverCommand.class,
            ReadCommand.class,
            ImportCommand.class,
            WorkerCommand.class,
            RehearseCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:a connector or an API failed, or a comparison found a difference",
            "2:the command line or a configuration is wrong",
            "130:ended by Ctrl-C"
        })
public final class Main {

    static final int FAILED = 1;
    static final int WRONG = 2;

    private Main() {}

    public static void main(String[] args) {
        // What is printed is often JSON, which is UTF-8 whatever the terminal speaks.
        int code = commandLine()
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args);
        // Kafka's threads are not daemons: without this the JVM would outlive the command.
        Runtime.getRuntime().exit(code);
    }

    /** All commands, with the meaning of their failures. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println(line.getColorScheme().errorText("headrace: " + Failures.explain(error)));
            return error instanceof IllegalArgumentException ? WRONG : FAILED;
        });
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"headrace " + (version == null ? "(not packaged)" : version)};
        }
    }
}
