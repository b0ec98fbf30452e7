package io.headrace.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headrace demo} as a user starts it. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern COMPARED =
            Pattern.compile("  (?:Postgres|API|webhooks) +(\\w+) +[1-9][0-9,]* +identical +identical *");

    @TempDir
    private Path directory;

    @Test
    void itBringsDatabaseApiAndWebhooksThroughAKill() {
        try (CliProcess demo = CliProcess.start(directory, Map.of(), List.of("demo"))) {
            Await.until("the demo's end", PATIENCE, () -> !demo.isAlive());
            List<String> output = demo.output();

            assertThat(demo.await()).as("%s", output).isZero();
            assertThat(output.stream()
                            .map(COMPARED::matcher)
                            .filter(line -> line.matches())
                            .map(line -> line.group(1)))
                    .containsExactly(
                            "customers", "products", "orders", "order_items", "shipments", "tracking", "payments");
            assertThat(output).anyMatch(line -> line.contains("the worker is killed (SIGKILL)"));
            assertThat(output).anyMatch(line -> line.contains("A forged payment was answered 401."));
            assertThat(output)
                    .anyMatch(
                            line -> line.matches(
                                    ".*The API gave ([2-9]|[0-9]{2,}) tokens and [0-9]+ pages, and said \"too many requests\" [1-9][0-9]* times;"));
            assertThat(output)
                    .anyMatch(
                            line -> line.matches(
                                    " *the provider needed [4-9][0-9]{2,} requests until all its 400 payments were acknowledged\\."));
            assertThat(output.stream().filter(line -> line.contains("identical, row by row")))
                    .hasSize(1);
        }
    }
}
