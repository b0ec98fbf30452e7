package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, no secret is printed. */
class SourceSecretsTest {

    private static final String CANARY = "canary-5e1";

    @TempDir
    private Path directory;

    private final MockApi api = MockApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private String connector(String auth) throws IOException {
        String text = """
                {"name": "shop", "config": {
                  "connector.class": "io.headrace.source.http.HttpSourceConnector",
                  "http.url": "%s",
                  %s,
                  "streams": "orders",
                  "streams.orders.headers.X-Trace": "{{ config.get('auth_token', '') }}"
                }}
                """.formatted(api.url(), auth);
        return Files.writeString(directory.resolve("shop.json"), text).toString();
    }

    private static String token(String type, String more) {
        return "\"http.auth.type\": \"" + type + "\", \"http.auth.token\": \"" + CANARY + "\"" + more;
    }

    private void runAll(String file) {
        for (List<String> command : List.of(
                List.of("check", file),
                List.of("discover", file),
                List.of("read", file),
                List.of("read", file, "--protocol"))) {
            Run run = Run.of(command.toArray(String[]::new));
            assertThat(run.code()).as(String.join(" ", command)).isNotZero();
            assertThat(run.all()).as(String.join(" ", command)).doesNotContain(CANARY);
        }
    }

    /** An API that repeats what it was sent. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void notWhereAnApiRepeatsIt(int status) throws IOException {
        api.get("/orders", call -> Reply.json(status, Map.of("message", "no: " + call.headers() + call.target())));
        runAll(connector(token("bearer", "")));
        runAll(connector(token("api_key", ", \"http.auth.parameter\": \"key\"")));
        assertThat(api.log().all()).anyMatch(call -> call.target().contains(CANARY));
    }

    @Test
    void notWhereALoginFails() throws IOException {
        api.post("/token", call -> Reply.json(400, Map.of("error", "invalid_client", "was", call.form())));
        runAll(connector("""
                "http.auth.type": "oauth2_client_credentials",
                "http.auth.token.url": "%s",
                "http.auth.client.id": "shop",
                "http.auth.client.secret": "%s"
                """.formatted(api.url("/token"), CANARY)));
        assertThat(api.log().all()).anyMatch(call -> call.form().containsValue(CANARY));
    }

    @Test
    void notWhereSettingsAreWrong() throws IOException {
        runAll(connector(token("bearr", "")));
        runAll(connector(token("bearer", ", \"http.auth.tokn\": \"" + CANARY + "\"")));
        runAll(Files.writeString(directory.resolve("cut.json"), "{\"token\": \"" + CANARY)
                .toString());
        runAll(connector(token("bearer", ", \"http.headers.X-Key\": \"" + CANARY + "\\n\"")));
    }

    @Test
    void notWhereAManifestsSettingsAreWrong() throws IOException {
        Path manifest = Files.writeString(
                directory.resolve("shop.yaml"),
                ShopApi.MANIFEST.replace(
                        "token: {type: string, airbyte_secret: true}", "token: {type: integer, airbyte_secret: true}"));
        Path config = Files.writeString(
                directory.resolve("config.json"), "{\"url\": \"" + api.url() + "\", \"token\": \"" + CANARY + "\"}");
        for (String command : List.of("check", "discover", "read")) {
            Run run = Run.of(command, manifest.toString(), "--config", config.toString());
            assertThat(run.err())
                    .containsExactly("headrace: " + config
                            + ":1: config.token: the value is no whole number; write a whole number.");
        }
        Files.writeString(config, "{\"token\": \"" + CANARY + "\",");
        assertThat(Run.of("check", manifest.toString(), "--config", config.toString())
                        .all())
                .doesNotContain(CANARY);
    }

    @Test
    void notInTheAddressOfADocument() {
        String host = api.url().replace("http://", "");
        for (String address : List.of(
                "http://user:" + CANARY + "@" + host + "/none.json",
                api.url("/none.json?key=" + CANARY),
                "http://localhost:1/none.json?key=" + CANARY,
                "http://user:" + CANARY + "@bad host/")) {
            Run run = Run.of("import", "openapi", address);
            assertThat(run.code()).as(address).isNotZero();
            assertThat(run.all()).as(address).doesNotContain(CANARY);
        }
    }

    @Test
    void notInImportedManifests() throws IOException {
        Path manifest = Files.writeString(directory.resolve("shop.yaml"), ShopApi.MANIFEST);
        assertThat(Run.of("import", "airbyte", manifest.toString()).all()).doesNotContain(ShopApi.TOKEN);
    }
}
