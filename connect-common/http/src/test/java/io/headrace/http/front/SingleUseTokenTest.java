package io.headrace.http.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.testing.Connected;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R08: a login whose refresh token works once. */
class SingleUseTokenTest {

    private static final String MANIFEST = """
            version: 6.0.0
            streams:
              - name: orders
                retriever:
                  requester:
                    url_base: "{{ config.url }}"
                    path: orders
                    authenticator:
                      type: OAuthAuthenticator
                      token_refresh_endpoint: "{{ config.url }}/token"
                      client_id: shop
                      client_secret: "{{ config.credentials.client_secret }}"
                      refresh_token: "{{ config.credentials.refresh_token }}"
                      refresh_token_updater: {}
                  record_selector: {extractor: {field_path: []}}
            spec:
              connection_specification:
                type: object
                properties:
                  url: {type: string}
                  credentials:
                    type: object
                    properties:
                      client_secret: {type: string, airbyte_secret: true}
                      refresh_token: {type: string, airbyte_secret: true}
            """;

    @TempDir
    private Path directory;

    private final MockApi api = MockApi.start();
    private String valid = "given";
    private int issued;

    @BeforeEach
    void serve() {
        api.post("/token", this::token);
        api.get(
                "/orders",
                call -> call.header("Authorization").equals(Optional.of("Bearer access-" + issued))
                        ? Reply.json(List.of(Map.of("id", issued)))
                        : Reply.empty(401));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Each refresh token is void once it was used. */
    private synchronized Reply token(Call call) {
        if (!valid.equals(call.form().get("refresh_token"))) {
            return Reply.json(400, Map.of("error", "invalid_grant"));
        }
        issued++;
        valid = "successor-" + issued;
        return Reply.json(Map.of("access_token", "access-" + issued, "refresh_token", valid, "expires_in", 3600));
    }

    private Map<String, String> manifest() {
        Map<String, String> connector = new HashMap<>();
        connector.put("http.manifest", MANIFEST);
        connector.put("config.url", api.url());
        connector.put("config.credentials.client_secret", "canary-client");
        connector.put("config.credentials.refresh_token", "given");
        return connector;
    }

    private Map<String, String> flat() {
        return new HashMap<>(Map.of(
                "streams", "orders",
                "http.url", api.url(),
                "http.auth.type", "oauth2_refresh_token",
                "http.auth.token.url", api.url("/token"),
                "http.auth.client.id", "shop",
                "http.auth.refresh.token", "given"));
    }

    private static @Nullable Object read(Map<String, String> connector) {
        try (Connected connected = Connected.to(connector)) {
            return connected.records("orders").get(0).get("id");
        }
    }

    @Test
    void withoutAPlaceForItsSuccessorItIsRefused() {
        assertThat(Connected.problems(manifest()))
                .containsExactly("http.token.directory: it is missing; the refresh token at"
                        + " $.streams[0].retriever.requester.authenticator (line 8) works once, and the one that follows it"
                        + " must outlive a restart. Set it to a directory (--token-directory on the command line), or take"
                        + " refresh_token_updater out if the token stays valid.");
    }

    @Test
    void successorsOutliveRestarts() {
        Map<String, String> connector = manifest();
        connector.put("http.token.directory", directory.resolve("tokens").toString());
        for (long restart = 1; restart <= 3; restart++) {
            assertThat(read(connector)).isEqualTo(restart);
        }
    }

    @Test
    void whoAuthorisesAnewBeginsWithTheNewToken() {
        Map<String, String> connector = manifest();
        connector.put("http.token.directory", directory.toString());
        assertThat(read(connector)).isEqualTo(1L);
        valid = "authorised anew";
        assertThatThrownBy(() -> read(connector))
                .message()
                .contains("The refresh token is void: authorise the connector anew and set the new one.");
        connector.put("config.credentials.refresh_token", "authorised anew");
        assertThat(read(connector)).isEqualTo(2L);
        assertThat(read(connector)).isEqualTo(3L);
    }

    /** Flat keys cannot say that a token works once; where there is a place for successors, they are kept in any case. */
    @Test
    void flatKeysKeepSuccessorsToo() {
        Map<String, String> connector = flat();
        connector.put("http.token.directory", directory.toString());
        assertThat(read(connector)).isEqualTo(1L);
        assertThat(read(connector)).isEqualTo(2L);
    }

    @Test
    void anotherProcessMayHaveUsedTheTokenMeanwhile() {
        Map<String, String> connector = manifest();
        connector.put("http.token.directory", directory.toString());
        try (Connected first = Connected.to(connector)) {
            assertThat(first.records("orders")).hasSize(1);
            assertThat(read(connector)).as("another process").isEqualTo(2L);
            assertThat(first.records("orders"))
                    .as("its access token is void, and so is the refresh token that it holds")
                    .hasSize(1);
        }
    }

    @Test
    void aPathThatCannotBeADirectoryIsRefused() {
        Map<String, String> connector = manifest();
        connector.put("http.token.directory", "/dev/null/tokens");
        assertThat(Connected.problems(connector))
                .containsExactly(
                        "http.token.directory: '/dev/null/tokens' is not allowed; it must be a directory that the"
                                + " worker's user may write to. Set it to such a value or leave it out.");
    }
}
