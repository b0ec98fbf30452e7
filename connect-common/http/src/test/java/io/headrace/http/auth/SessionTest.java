package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions that are logged in to. */
final class SessionTest extends LoginBench {

    @Test
    void sessions() {
        Map<String, ?> login = Map.of("type", "HttpRequester", "url_base", "https://api.example.com", "path", "/login");
        Authenticator session = compile(
                "SessionTokenAuthenticator",
                Map.of(
                        "login_requester",
                        login,
                        "session_token_path",
                        List.of("result", "token"),
                        "expiration_duration",
                        "PT1H",
                        "request_authentication",
                        Map.of(
                                "type", "ApiKey",
                                "inject_into",
                                        Map.of(
                                                "type",
                                                "RequestOption",
                                                "inject_into",
                                                "header",
                                                "field_name",
                                                "X-Session"),
                                "api_token", "Session {{ session_token }}")));
        logins.add(new Logins.Login.Later(clock.instant().plusSeconds(5), "busy"));
        logins.add(new Logins.Login.Done(Map.of("result", Map.of("token", "canary-a"))));
        logins.add(new Logins.Login.Done(Map.of("result", Map.of("token", "canary-b"))));
        logins.add(new Logins.Login.Done(Map.of("result", Map.of("token", "canary-c"))));
        logins.add(new Logins.Login.Done(Map.of("nothing", 1)));

        assertThat(session.sign(DRAFT, tools()))
                .isEqualTo(new Signing.Later(clock.instant().plusSeconds(5), "busy"));
        Signing.Signed first = signed(session);
        assertThat(first.draft().headers().get("X-Session")).isEqualTo("Session canary-a");
        clock.advance(Duration.ofHours(1));
        assertThat(signed(session).draft().headers().get("X-Session")).isEqualTo("Session canary-b");
        session.renew(first);
        assertThat(signed(session).draft().headers().get("X-Session")).isEqualTo("Session canary-b");
        session.renew(signed(session));
        assertThat(signed(session).draft().headers().get("X-Session")).isEqualTo("Session canary-c");
        session.renew(signed(session));
        assertThatThrownBy(() -> session.sign(DRAFT, tools()))
                .hasMessage(
                        "SessionTokenAuthenticator at $: the answer to the login holds nothing at result.token. Correct session_token_path, or the login.");
    }

    @Test
    void olderSessions() {
        Authenticator session = compile(
                "LegacySessionTokenAuthenticator",
                Map.of(
                        "header", "X-Session",
                        "login_url", "session",
                        "session_token", "canary-old",
                        "session_token_response_key", "id",
                        "username", "me",
                        "password", "{{ config['secret'] }}",
                        "validate_session_url", "user/current"));
        answer(403, Map.of());
        answer(200, Map.of("id", "canary-new"));

        assertThat(signed(session).draft().headers().get("X-Session")).isEqualTo("canary-new");
        assertThat(sent.get(0).url().toString()).isEqualTo("https://api.example.com/v2/user/current");
        assertThat(sent.get(0).headers().get("X-Session")).isEqualTo("canary-old");
        assertThat(sent.get(1).url().toString()).isEqualTo("https://api.example.com/v2/session");
        assertThat(sentBody(1)).isEqualTo("{\"username\":\"me\",\"password\":\"canary-secret\"}");
    }
}
