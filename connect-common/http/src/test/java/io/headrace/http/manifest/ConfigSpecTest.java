package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigSpecTest {

    private static final ConfigSpec SPEC =
            Manifest.read("""
                    version: 1
                    check: {type: CheckStream}
                    streams: []
                    spec:
                      connection_specification:
                        type: object
                        required: [start_date, credentials, mode]
                        properties:
                          repositories: {type: array, items: {type: string}, order: 3}
                          start_date:
                            type: string
                            pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                            title: Start
                            order: 1
                          mode: {type: string, enum: [live, test], default: live, order: 2}
                          limit: {type: [integer, "null"]}
                          credentials:
                            order: 0
                            type: object
                            oneOf:
                              - title: Token
                                required: [auth_type, token]
                                properties:
                                  auth_type: {type: string, const: token}
                                  token: {type: string, airbyte_secret: true}
                              - title: OAuth
                                properties:
                                  auth_type: {type: string, const: oauth}
                                  client_id: {type: string}
                                  client_secret: {type: string, airbyte_secret: true}
                          window:
                            type: object
                            properties:
                              days: {type: integer, default: 30}
                    """, Manifest.Unsupported.FAIL).config();

    private static ConfigKey key(String name) {
        return SPEC.keys().stream()
                .filter(key -> key.key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keysComeInTheirOrder() {
        assertThat(SPEC.keys())
                .extracting(ConfigKey::key)
                .containsExactly(
                        "config.credentials.auth_type",
                        "config.credentials.token",
                        "config.credentials.client_id",
                        "config.credentials.client_secret",
                        "config.start_date",
                        "config.mode",
                        "config.repositories",
                        "config.limit",
                        "config.window.days");
    }

    @Test
    void aKeyTellsWhatItTakes() {
        assertThat(key("config.credentials.token").secret()).isTrue();
        assertThat(key("config.credentials.token").required()).isFalse();
        assertThat(key("config.credentials.auth_type").choices()).containsExactly("token", "oauth");
        assertThat(key("config.credentials.auth_type").byDefault()).isEmpty();
        assertThat(key("config.start_date").required()).isTrue();
        assertThat(key("config.start_date").doc()).isEqualTo("Start");
        assertThat(key("config.mode").byDefault()).isEqualTo(Optional.of("live"));
        assertThat(key("config.repositories").kind()).isEqualTo(ConfigKey.Kind.LIST);
        assertThat(key("config.limit").kind()).isEqualTo(ConfigKey.Kind.INTEGER);
    }

    @Test
    void textsBecomeValues() {
        assertThat(SPEC.values(Map.of(
                        "config.start_date", "2024-01-01",
                        "config.credentials.auth_type", "token",
                        "config.credentials.token", "t",
                        "config.repositories", "a/b, c/d",
                        "config.limit", "5",
                        "tasks.max", "1")))
                .isEqualTo(Map.of(
                        "start_date",
                        "2024-01-01",
                        "mode",
                        "live",
                        "credentials",
                        Map.of("auth_type", "token", "token", "t"),
                        "repositories",
                        List.of("a/b", "c/d"),
                        "limit",
                        5L,
                        "window",
                        Map.of("days", 30L)));
    }

    @Test
    void everyProblemIsSaidAndNoSecretShown() {
        assertThatThrownBy(() -> SPEC.values(Map.of(
                        "config.mode", "fast",
                        "config.limit", "many",
                        "config.credentials.tokn", "s3cret",
                        "config.repositories", "[1")))
                .message()
                .satisfies(
                        message -> assertThat(message.lines())
                                .containsExactlyInAnyOrder(
                                        "config.start_date: the manifest asks for it; set config.start_date.",
                                        "config.mode: 'fast' is not among live, test; write one of them.",
                                        "config.limit: 'many' is no whole number; write a whole number.",
                                        "config.repositories: '[1' is no list; write texts between commas, or a JSON array.",
                                        "config.credentials.tokn: the manifest asks for no such setting; write 'config.credentials.token' if that is meant."));
        assertThatThrownBy(() -> SPEC.values(Map.of("config.start_date", "soon")))
                .hasMessage(
                        "config.start_date: 'soon' does not match ^[0-9]{4}-[0-9]{2}-[0-9]{2}$; write a text that does.");
    }
}
