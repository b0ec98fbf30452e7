package io.headrace.cli;

import io.headrace.cli.demo.Demo;
import io.headrace.cli.stack.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole thing in under a minute. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "A small shop in an embedded Postgres, with an API and webhooks beside it, brought through Kafka into a DuckDB",
            "warehouse and a Parquet lake, with changes, a schema change and a kill on the way; then compared row by row."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String MARKER = ".headrace-demo";

    @Option(
            names = "--dir",
            defaultValue = "headrace-demo",
            description =
                    "Where the demo writes; emptied first if an earlier demo made it (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Another seed, another shop (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        prepare();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.onInterrupt(stop, stopped);
        try (Demo demo = Demo.start(spec.commandLine().getOut(), directory, seed)) {
            if (!demo.run()) {
                return Main.FAILED;
            }
            demo.hints(keep);
            if (keep) {
                demo.keep(stop);
            }
            return 0;
        } finally {
            stopped.countDown();
        }
    }

    private void prepare() throws IOException {
        if (Files.exists(directory) && !Files.exists(directory.resolve(MARKER))) {
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw new IllegalArgumentException("Directory " + directory
                            + " is not empty and was not made by an earlier demo. Name another one with --dir.");
                }
            }
        }
        Trees.delete(directory);
        Files.createDirectories(directory);
        Files.createFile(directory.resolve(MARKER));
    }
}
