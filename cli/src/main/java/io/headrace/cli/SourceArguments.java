package io.headrace.cli;

import io.headrace.cli.http.Session;
import io.headrace.cli.http.SourceFile;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands take that work on a source over HTTP. */
final class SourceArguments {

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A manifest (YAML or JSON), or a connector of HttpSourceConnector as JSON, with a manifest or with flat"
                            + " keys.")
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "FILE.json",
            description = "The manifest's settings. In its texts $${env:NAME} takes a secret from the environment.")
    private @Nullable Path config;

    @Option(
            names = "--allowed-hosts",
            paramLabel = "HOST",
            split = ",",
            description = "Further hosts that links of the API may lead to, with commas between.")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--skip-unsupported",
            description = "Leave streams out that ask for something that is not supported, instead of failing.")
    private boolean skipUnsupported;

    @Option(
            names = "--token-directory",
            paramLabel = "DIR",
            description = "Where refresh tokens that work once are kept for the next run.")
    private @Nullable Path tokens;

    /** What a command does with an open source. */
    @FunctionalInterface
    interface Work {

        /** @return the exit code */
        int with(Session session, CountDownLatch stop) throws InterruptedException;
    }

    /**
     * Opens the source, works and closes it; Ctrl-C ends the work in good order.
     *
     * @param overrides settings that hold instead of the file's
     * @param notes told of what would otherwise go unnoticed
     */
    int run(Function<SourceFile, Map<String, ?>> overrides, Consumer<String> notes, Work work)
            throws InterruptedException {
        SourceFile source = SourceFile.read(file, Optional.ofNullable(config), keys());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.onInterrupt(stop, stopped);
        try (Session session = Session.open(source, overrides.apply(source), notes, stop)) {
            return work.with(session, stop);
        } finally {
            stopped.countDown();
        }
    }

    /** The options as keys of a connector. */
    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (!allowedHosts.isEmpty()) {
            keys.put("http.allowed.hosts", String.join(",", allowedHosts));
        }
        if (tokens != null) {
            keys.put("http.token.directory", tokens.toString());
        }
        if (skipUnsupported) {
            keys.put("manifest.unsupported", "skip_stream");
        }
        return keys;
    }

    /** As for other commands: a wrong declaration or login is not the same as an API that does not answer. */
    static int code(HeadraceException error) {
        return error.errorClass() == ErrorClass.CONFIG ? Main.WRONG : Main.FAILED;
    }
}
