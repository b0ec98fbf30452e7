package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.start.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the tutorial tells, word by word but for the API's address and the directory, and reads what it promises. */
class ApiTutorialTest {

    private static final String COMMAND = "headrace ";

    @TempDir
    private Path directory;

    @Test
    void thePageDoesWhatItSays() throws IOException, SQLException {
        try (GithubApi github = new GithubApi()) {
            List<String> answer = List.of();
            for (Page.Block block : Page.read("tutorial/api-to-duckdb")) {
                String text = block.text()
                        .replace("/tmp/hello", directory.toString())
                        .replace(GithubApi.REAL, github.api.url());
                switch (block.language()) {
                    case "yaml" -> Files.writeString(directory.resolve(block.title()), text);
                    case "sh" -> answer = shell(text);
                    case "sql" -> answer = sql(text);
                    case "text" -> assertThat(answer).isEqualTo(text.lines().toList());
                    default -> throw new IllegalStateException("No meaning for a block of " + block.language());
                }
            }
        }
    }

    /** Runs the block's commands of ours. Returns what the last one leaves on the terminal. */
    private List<String> shell(String text) throws IOException {
        List<String> terminal = new ArrayList<>();
        for (String line : text.lines().filter(each -> each.startsWith(COMMAND)).toList()) {
            String[] sides = line.substring(COMMAND.length()).split(" >>? ", 2);
            List<String> arguments = new ArrayList<>();
            for (String word : sides[0].split(" ", -1)) {
                arguments.add(
                        word.matches(".*\\.(yaml|jsonl)")
                                ? directory.resolve(word).toString()
                                : word);
            }
            Run run = Run.of(arguments.toArray(String[]::new));
            assertThat(run.code()).as("%s", run.err()).isZero();
            terminal.clear();
            if (sides.length > 1) {
                Files.write(
                        directory.resolve(sides[1]),
                        run.out(),
                        StandardOpenOption.CREATE,
                        line.contains(">>") ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                terminal.addAll(run.out());
            }
            run.err().forEach(said -> terminal.add(said.replace(directory + "/", "")));
        }
        return terminal;
    }

    private List<String> sql(String text) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("hello.duckdb"));
                Statement statement = duckdb.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (!text.startsWith("SELECT")) {
                statement.execute(text);
                return rows;
            }
            try (ResultSet found = statement.executeQuery(text)) {
                while (found.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(found.getString(i)));
                    }
                    rows.add(String.join("|", columns));
                }
            }
            return rows;
        }
    }
}
