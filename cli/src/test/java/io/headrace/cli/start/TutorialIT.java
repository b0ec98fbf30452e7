package io.headrace.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the tutorial tells, word by word but for the server's address and the directory, and reads what it promises. */
class TutorialIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String COMMAND = "headrace ";
    private static final int ENDED_BY_CTRL_C = 130;

    @TempDir
    private Path directory;

    private final List<CliProcess> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(CliProcess::close);
    }

    @Test
    void thePageDoesWhatItSays() throws IOException {
        Path shop = Files.createDirectory(directory.resolve("shop"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"))) {
            List<String> answer = List.of();
            for (Page.Block block : Page.read("tutorial/postgres-to-duckdb-and-parquet")) {
                String text = block.text()
                        .replace("/tmp/shop", shop.toString())
                        .replace("localhost:5432", "127.0.0.1:" + postgres.port());
                switch (block.language()) {
                    case "json" -> Files.writeString(shop.resolve(block.title()), text);
                    case "sh" -> answer = headrace(text, shop);
                    case "sql" -> answer = sql(block.title(), text, shop, postgres);
                    case "text" -> assertThat(answer).isEqualTo(text.lines().toList());
                    default -> throw new IllegalStateException("No meaning for a block of " + block.language());
                }
            }
        }
    }

    /** Runs the block's commands of ours; one that goes on is left running once it has loaded something. */
    private List<String> headrace(String text, Path shop) {
        List<String> output = List.of();
        for (String line : text.lines().filter(each -> each.startsWith(COMMAND)).toList()) {
            List<String> arguments =
                    new ArrayList<>(List.of(line.substring(COMMAND.length()).split(" ")));
            boolean goesOn = arguments.get(0).equals("run");
            if (goesOn) {
                arguments.addAll(List.of("--rest-port", "0"));
            }
            CliProcess process = CliProcess.start(shop, Map.of("PGPASSWORD", EmbeddedPostgres.PASSWORD), arguments);
            running.add(process);
            if (goesOn) {
                Await.until(
                        "loads by " + line,
                        PATIENCE,
                        () -> hasLoaded(process, "warehouse", 0) && hasLoaded(process, "lake", 0));
            } else {
                assertThat(process.await()).isZero();
            }
            output = process.output();
        }
        return output;
    }

    /** Whether a line of progress behind the first {@code skipped} ones says that the sink is not behind. */
    private static boolean hasLoaded(CliProcess process, String sink, int skipped) {
        assertThat(process.isAlive()).as("%s", process.output()).isTrue();
        return process.output().stream()
                .skip(skipped)
                .anyMatch(line -> line.contains("\"connector\":\"" + sink + "\"")
                        && line.contains("\"lag\":0,\"last_flush\":\""));
    }

    private List<String> sql(String where, String text, Path shop, EmbeddedPostgres postgres) {
        return switch (where) {
            case "postgres" -> {
                postgres.execute("postgres", text);
                yield List.of();
            }
            // It comes by itself, so the first look may be too early.
            case "lake" ->
                Await.until(
                        "the changes in the lake",
                        PATIENCE,
                        () -> duckDb("", text),
                        rows -> rows.stream().anyMatch(row -> row.startsWith("d|")));
            case "warehouse" -> {
                finish();
                yield duckDb(shop.resolve("warehouse.duckdb").toString(), text);
            }
            default -> throw new IllegalStateException("No database named " + where);
        };
    }

    /** Ends what runs, once it has loaded what the source has captured by now. */
    private void finish() {
        running.stream().filter(CliProcess::isAlive).forEach(process -> {
            int seen = process.output().size();
            Await.until("the warehouse to be loaded", PATIENCE, () -> hasLoaded(process, "warehouse", seen + 3));
            assertThat(process.interrupt()).isEqualTo(ENDED_BY_CTRL_C);
        });
    }

    private static List<String> duckDb(String file, String sql) {
        try (Connection copies = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = copies.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    columns.add(found.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            return List.of("failed: " + e.getMessage());
        }
    }
}
