package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import io.headrace.http.fake.FakeApi;
import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.wire.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret comes out, whatever goes wrong: all log lines down to DEBUG, all errors with their causes, and all texts of values are searched. */
final class CanaryTest {

    private static final List<String> CANARIES = List.of(
            "canary-config", "canary-password", "canary-access", "canary-refresh", "canary-session", "canary-signing");

    private final PrintStream console = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final StringBuilder texts = new StringBuilder();
    private final Requests requests = new Requests(
            Map.of(
                    "api_key", "canary-config",
                    "password", "canary-password",
                    "refresh", "canary-refresh",
                    "signing", "canary-signing"),
            options -> options.secrets(List.of(Secret.of("canary-config"))));

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(console);
        requests.close();
    }

    private static Map<String, Map<String, ?>> authenticators(FakeApi api) {
        Map<String, Map<String, ?>> all = new LinkedHashMap<>();
        all.put(
                "key",
                Map.of(
                        "type",
                        "ApiKeyAuthenticator",
                        "api_token",
                        "{{ config['api_key'] }}",
                        "inject_into",
                        inject("request_parameter", "k")));
        all.put(
                "header",
                Map.of("type", "ApiKeyAuthenticator", "api_token", "{{ config['api_key'] }}", "header", "X-Own"));
        all.put(
                "basic",
                Map.of("type", "BasicHttpAuthenticator", "username", "me", "password", "{{ config['password'] }}"));
        all.put("bearer", Map.of("type", "BearerAuthenticator", "api_token", "{{ config['password'] }}"));
        all.put(
                "oauth",
                Map.of(
                        "type", "OAuthAuthenticator",
                        "token_refresh_endpoint", api.url() + "/token",
                        "client_id", "me",
                        "client_secret", "{{ config['password'] }}",
                        "refresh_token", "{{ config['refresh'] }}"));
        all.put(
                "session",
                Map.of(
                        "type",
                        "SessionTokenAuthenticator",
                        "login_requester",
                        Map.of(
                                "type", "HttpRequester",
                                "url_base", api.url(),
                                "path", "/login",
                                "http_method", "POST",
                                "request_body_json", Map.of("password", "{{ config['password'] }}")),
                        "session_token_path",
                        List.of("session"),
                        "request_authentication",
                        Map.of("type", "Bearer")));
        all.put(
                "hmac",
                Map.of(
                        "type",
                        "HmacAuthenticator",
                        "secret",
                        "{{ config['signing'] }}",
                        "inject_into",
                        inject("header", "X-Sig")));
        all.put(
                "jwt",
                Map.of("type", "JwtAuthenticator", "secret_key", "{{ config['signing'] }}", "algorithm", "HS256"));
        all.put(
                "oauth1",
                Map.of(
                        "type",
                        "OAuth1Authenticator",
                        "consumer_key",
                        "ck",
                        "consumer_secret",
                        "{{ config['signing'] }}"));
        return all;
    }

    private static Map<String, ?> inject(String where, String name) {
        return Map.of("type", "RequestOption", "inject_into", where, "field_name", name);
    }

    /** A server that repeats whatever it was sent. */
    private static Says echo(FakeApi.Asked asked, int status) {
        if (asked.path().equals("/token")) {
            return Says.json("{\"access_token\":\"canary-access\",\"refresh_token\":\"canary-refresh2\"}");
        }
        if (asked.path().equals("/login")) {
            return Says.json("{\"session\":\"canary-session\"}");
        }
        String all = asked.target() + " " + asked.headers() + " " + asked.body();
        return Says.of(status, "{\"message\":\"bad: " + all.replace("\"", "'").replace("\\", "/") + "\"}", Map.of());
    }

    @Test
    void noSecretComesOut() {
        for (int status : List.of(400, 401, 403, 429, 500, 302)) {
            requests.api.answers(
                    asked -> echo(asked, status).with("Location", "http://elsewhere.example.com/?token=canary-config"));
            authenticators(requests.api)
                    .forEach((name, authenticator) -> attempt(Map.of(
                            "authenticator",
                            authenticator,
                            "request_parameters",
                            Map.of("static", "{{ config['api_key'] }}"),
                            "request_headers",
                            Map.of("X-Static", "{{ config['api_key'] }}"),
                            "error_handler",
                            Map.of(
                                    "type",
                                    "DefaultErrorHandler",
                                    "max_retries",
                                    1,
                                    "response_filters",
                                    List.of(
                                            Map.of(
                                                    "type",
                                                    "HttpResponseFilter",
                                                    "http_codes",
                                                    List.of(403),
                                                    "action",
                                                    "IGNORE"),
                                            Map.of(
                                                    "type",
                                                    "HttpResponseFilter",
                                                    "http_codes",
                                                    List.of(400),
                                                    "action",
                                                    "FAIL",
                                                    "error_message",
                                                    "It says {{ response['message'] }}"))))));
        }
        requests.api.answers(asked -> echo(asked, 500));
        attempt(Map.of(
                "authenticator",
                Map.of(
                        "type",
                        "OAuthAuthenticator",
                        "token_refresh_endpoint",
                        requests.api.url() + "/refused?x={{ config['api_key'] }}",
                        "client_id",
                        "a",
                        "client_secret",
                        "{{ config['password'] }}",
                        "grant_type",
                        "client_credentials")));
        requests.api.close();
        attempt(Map.of("request_parameters", Map.of("static", "{{ config['api_key'] }}")));

        String everything = log.toString(StandardCharsets.UTF_8) + texts;
        assertThat(everything)
                .as("the test hears something")
                .contains("answered 400")
                .contains("DEBUG")
                .contains("[hidden]");
        for (String canary : CANARIES) {
            assertThat(everything).doesNotContain(canary);
        }
        String basic = Base64.getEncoder().encodeToString("me:canary-password".getBytes(StandardCharsets.UTF_8));
        assertThat(everything).doesNotContain(basic).doesNotContain("canary");
    }

    private void attempt(Map<String, ?> fields) {
        Exchange exchange = requests.requester(fields).request(requests.context.scope(), RequestOptions.none());
        texts.append(exchange).append(exchange.origin());
        try {
            for (int i = 0; i < 4; i++) {
                Reply reply = exchange.send();
                texts.append(reply).append('\n');
                if (!(reply instanceof Wait wait)) {
                    return;
                }
                if (wait.until().isAfter(requests.clock.instant())) {
                    requests.clock.set(wait.until());
                }
            }
        } catch (HeadraceException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            texts.append(trace);
        }
    }
}
