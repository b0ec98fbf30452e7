package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandTest {

    private static final int ORDERS = 10;

    @TempDir
    private Path directory;

    private final ShopApi shop = new ShopApi(ORDERS);
    private String manifest = "";
    private String config = "";
    private String state = "";

    @BeforeEach
    void write() {
        manifest = shop.files(directory).toString();
        config = directory.resolve("config.json").toString();
        state = directory.resolve("state.jsonl").toString();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void printsRecordsOfAStreamAndSaysHowMany() {
        Run run = Run.of("read", manifest, "--config", config, "--stream", "orders");
        assertThat(run.err()).containsExactly("orders: 10 records");
        assertThat(run.code()).isZero();
        assertThat(run.out()).hasSize(ORDERS);
        assertThat(run.out().get(0))
                .contains("\"id\":1")
                .contains("\"updated_at\":\"2024-01-01T10:00:00Z\"")
                .contains("\"total\":0.5");
    }

    @Test
    void readsChildrenOfAllParentsAndAllStreamsWithoutNames() {
        Run run = Run.of("read", manifest, "--config", config);
        assertThat(run.err()).containsExactly("orders: 10 records", "items: 20 records");
        assertThat(run.out()).hasSize(30);
    }

    @Test
    void limitsEachStream() {
        Run run = Run.of("read", manifest, "--config", config, "--limit", "3");
        assertThat(run.err()).containsExactly("orders: 3 records", "items: 3 records");
        assertThat(run.out()).hasSize(6);
    }

    @Test
    void goesOnBehindEveryRecord() {
        List<String> whole = Run.of("read", manifest, "--config", config, "--stream", "orders")
                .out();
        List<String> pieces = new ArrayList<>();
        Run run;
        do {
            run = Run.of(
                    "read",
                    manifest,
                    "--config",
                    config,
                    "--stream",
                    "orders",
                    "--limit",
                    "1",
                    "--state",
                    state,
                    "--save-state",
                    state);
            assertThat(run.code()).isZero();
            pieces.addAll(run.out());
        } while (!run.out().isEmpty() && pieces.size() <= whole.size());
        assertThat(pieces).isEqualTo(whole).hasSize(ORDERS);
    }

    @Test
    void goesOnWhereItsOutputWasCutOff() throws IOException {
        List<String> whole = protocol("--state-every", "1");
        List<String> records = whole.stream().filter(ReadCommandTest::isRecord).toList();
        assertThat(records).hasSize(ORDERS);
        for (int lines = 0; lines <= whole.size(); lines++) {
            List<String> before = whole.subList(0, lines);
            Files.writeString(Path.of(state), String.join("\n", before) + "\n{\"type\":\"STATE\",\"sta");
            long acknowledged = before.stream()
                    .filter(line -> line.contains("\"STATE\""))
                    .limit(ORDERS)
                    .count();
            List<String> rest = protocol("--state", state).stream()
                    .filter(ReadCommandTest::isRecord)
                    .toList();
            assertThat(data(rest))
                    .as("behind line %d", lines)
                    .isEqualTo(data(records.subList((int) acknowledged, ORDERS)));
        }
    }

    @Test
    void readsOnlyWhatIsNewOnceAPassIsOver() {
        Run first = Run.of(
                "read", manifest, "--config", config, "--stream", "orders", "--state", state, "--save-state", state);
        assertThat(first.err())
                .containsExactly(
                        "There is no state in " + state + " yet: reading begins at the beginning",
                        "orders: 10 records");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        shop.orders.add("id", 99, "updated_at", now, "total", 1);
        Run second = Run.of(
                "read", manifest, "--config", config, "--stream", "orders", "--state", state, "--save-state", state);
        assertThat(second.out()).singleElement().asString().contains("\"id\":99");
        assertThat(second.err()).containsExactly("orders: 1 record");
    }

    /** Bytes are cut off, not characters. */
    @Test
    void anOutputThatEndsInHalfACharacterIsAState() throws IOException {
        byte[] whole = (String.join("\n", protocol("--limit", "4")) + "\n{\"data\":\"é").getBytes(UTF_8);
        Files.write(Path.of(state), Arrays.copyOf(whole, whole.length - 1));
        assertThat(Run.of("read", manifest, "--config", config, "--stream", "orders", "--state", state)
                        .err())
                .containsExactly("orders: 6 records");
    }

    @Test
    void saysThatAFileHoldsNoState() throws IOException {
        Files.writeString(Path.of(state), "{\"type\":\"STATE\",\"sta");
        assertThat(Run.of("read", manifest, "--config", config, "--stream", "orders", "--state", state)
                        .err())
                .containsExactly(
                        "There is no state in " + state + " yet: reading begins at the beginning",
                        "orders: 10 records");
    }

    /** Otherwise records would be out, and the next run would read them again. */
    @Test
    void aPlaceWhereNoStateCanBeIsRefusedBeforeAnythingIsRead() {
        for (String place : List.of(directory.resolve("none/state.jsonl").toString(), directory.toString())) {
            Run run = Run.of("read", manifest, "--config", config, "--save-state", place);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .containsExactly(
                            "headrace: State file " + place
                                    + " cannot be written: it must be a file in a directory that is there and may be written to.");
        }
    }

    @Test
    void aMistypedNameLeavesTheStateAsItWas() throws IOException {
        Run.of("read", manifest, "--config", config, "--stream", "orders", "--save-state", state);
        String saved = Files.readString(Path.of(state));
        assertThat(Run.of("read", manifest, "--config", config, "--stream", "order", "--save-state", state)
                        .code())
                .isEqualTo(2);
        assertThat(Files.readString(Path.of(state))).isEqualTo(saved).contains("STATE");
    }

    @Test
    void printsMessagesOfTheProtocol() {
        List<String> lines = protocol("--limit", "2");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("{\"type\":\"RECORD\",\"record\":{\"stream\":\"orders\",\"data\":{");
        assertThat(lines.get(0)).containsPattern("},\"emitted_at\":\\d{13}}}$");
        assertThat(lines.get(2))
                .startsWith("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":"
                        + "{\"stream_descriptor\":{\"name\":\"orders\"},\"stream_state\":{\"v\":\"1\",");
        assertThat(lines.get(3))
                .isEqualTo("{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"orders: 2 records\"}}");
    }

    @Test
    void namesTheStreamThatMayHaveBeenMeant() {
        Run run = Run.of("read", manifest, "--config", config, "--stream", "order");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .containsExactly("headrace: " + manifest + " has no stream 'order'; write 'orders' if that is meant.");
    }

    @Test
    void aFailureLeavesTheOtherStreamsRunningAndShowsNoSecret() {
        shop.api.get("/orders", call -> Reply.json(403, Map.of("message", "token " + ShopApi.TOKEN + " may not")));
        Run run = Run.of("read", manifest, "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasSize(2);
        assertThat(run.err().get(0))
                .startsWith("headrace: orders: ")
                .contains("403")
                .contains("[hidden]");
        assertThat(run.err().get(1)).startsWith("headrace: items: ");
        assertThat(run.all()).doesNotContain(ShopApi.TOKEN);
    }

    private List<String> protocol(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("read", manifest, "--config", config, "--stream", "orders", "--protocol"));
        arguments.addAll(List.of(more));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private static boolean isRecord(String line) {
        return line.contains("\"RECORD\"");
    }

    private static List<String> data(List<String> records) {
        return records.stream()
                .map(line -> line.replaceFirst(",\"emitted_at\".*", ""))
                .toList();
    }
}
