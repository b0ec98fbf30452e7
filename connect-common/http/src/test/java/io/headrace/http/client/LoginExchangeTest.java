package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.fake.FakeApi.Asked;
import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R08: credentials that are fetched, expire and are renewed while requests are made, against a server. */
final class LoginExchangeTest {

    private final Requests requests = new Requests();
    private final AtomicInteger tokens = new AtomicInteger();

    @AfterEach
    void close() {
        requests.close();
    }

    private Map<String, Object> oauth() {
        return Map.of(
                "authenticator",
                Map.of(
                        "type", "OAuthAuthenticator",
                        "grant_type", "client_credentials",
                        "token_refresh_endpoint", requests.api.url() + "/token",
                        "client_id", "me",
                        "client_secret", "canary-secret"));
    }

    private Says token() {
        return Says.json("{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
    }

    private List<String> shown() {
        return requests.api.asked().stream()
                .filter(asked -> asked.path().equals("/items"))
                .map(asked -> asked.header("Authorization"))
                .toList();
    }

    @Test
    void anExpiredTokenIsRenewedAndTheRequestRepeated() {
        requests.api.answers(asked -> {
            if (asked.path().equals("/token")) {
                return token();
            }
            return asked.header("Authorization").equals("Bearer token-1") ? Says.status(401) : Says.json("[1]");
        });

        assertThat(Requests.json(requests.settle(requests.exchange(oauth())))).isEqualTo(List.of(1L));
        assertThat(shown()).containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(Requests.json(requests.settle(requests.exchange(oauth()))))
                .as("another stream")
                .isEqualTo(List.of(1L));
        assertThat(tokens).as("shares the token").hasValue(2);
    }

    @Test
    void tasksOfAWorkerShareATokenUntilTheLastHasEnded() {
        requests.api.answers(asked -> asked.path().equals("/token") ? token() : Says.json("[1]"));
        HttpContexts contexts = new HttpContexts();
        HttpOptions options =
                HttpOptions.builder("shared", Map.of()).clock(requests.clock).build();
        try (HttpContext first = contexts.open(options);
                HttpContext second = contexts.open(options)) {
            send(first);
            send(second);
            assertThat(tokens).hasValue(1);
        }
        try (HttpContext third = contexts.open(options)) {
            send(third);
            assertThat(tokens).hasValue(2);
        }
        assertThat(shown()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    private void send(HttpContext context) {
        Exchange exchange =
                Requester.of(requests.component(oauth()), context).request(context.scope(), RequestOptions.none());
        assertThat(Requests.json(exchange.send())).isEqualTo(List.of(1L));
    }

    @Test
    void aTokenThatIsRefusedAgainFails() {
        requests.api.answers(
                asked -> asked.path().equals("/token") ? token() : Says.of(401, "{\"message\":\"never\"}", Map.of()));

        assertThatThrownBy(() -> requests.settle(requests.exchange(oauth())))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage("GET " + requests.api.url()
                        + "/items (attempt 2): answered 401: never. Check the credentials.");
        assertThat(shown()).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aCredentialThatCannotBeRenewedFailsAtOnce() {
        requests.api.answersInOrder(Says.status(401));

        assertThatThrownBy(() -> requests.settle(requests.exchange(
                        Map.of("authenticator", Map.of("type", "BearerAuthenticator", "api_token", "canary-token")))))
                .hasMessage("GET " + requests.api.url() + "/items: answered 401. Check the credentials.");
        assertThat(requests.api.asked()).hasSize(1);
    }

    @Test
    void aLoginWaitsAndIsRepeatedLikeAnyRequest() {
        AtomicInteger logins = new AtomicInteger();
        requests.api.answers(asked -> {
            if (asked.path().equals("/login")) {
                return logins.incrementAndGet() == 1
                        ? Says.status(503).with("Retry-After", "7")
                        : Says.json("{\"session\":{\"id\":\"abcd-1234\"}}");
            }
            return asked.header("X-Session").equals("abcd-1234") ? Says.json("[1]") : Says.status(400);
        });
        Exchange exchange = requests.exchange(session(requests.api.url()));

        assertThat(exchange.send()).isInstanceOfSatisfying(Wait.class, wait -> {
            assertThat(wait.until()).isEqualTo(Instant.parse("2026-03-01T12:00:07Z"));
            assertThat(wait.reason())
                    .isEqualTo("GET " + requests.api.url() + "/items: POST " + requests.api.url()
                            + "/login: answered 503");
        });
        assertThat(Requests.json(requests.settle(exchange))).isEqualTo(List.of(1L));
        assertThat(requests.api.asked()).extracting(Asked::path).containsExactly("/login", "/login", "/items");
        assertThat(requests.api.asked().get(0).header("Authorization")).isEqualTo("Basic bWU6cHc=");
    }

    private static Map<String, Object> session(String url) {
        Map<String, ?> login = Map.of(
                "type", "HttpRequester",
                "url_base", url,
                "path", "login",
                "http_method", "POST",
                "authenticator", Map.of("type", "BasicHttpAuthenticator", "username", "me", "password", "pw"));
        return Map.of(
                "authenticator",
                Map.of(
                        "type",
                        "SessionTokenAuthenticator",
                        "expiration_duration",
                        "PT1H",
                        "login_requester",
                        login,
                        "session_token_path",
                        List.of("session", "id"),
                        "request_authentication",
                        Map.of(
                                "type",
                                "ApiKey",
                                "inject_into",
                                Map.of("type", "RequestOption", "inject_into", "header", "field_name", "X-Session"))));
    }

    /** The request itself must not keep the only place from the login that it needs. */
    @Test
    @Timeout(60)
    void aSessionThatExpiresOnTheWayIsRenewedWhereOneRequestMayBeUnderWay() {
        try (Requests alone = new Requests(Map.of(), options -> options.concurrency(1))) {
            AtomicInteger logins = new AtomicInteger();
            alone.api.answers(asked -> switch (asked.path()) {
                case "/login" -> Says.json("{\"session\":{\"id\":\"session-" + logins.incrementAndGet() + "\"}}");
                case "/items" -> {
                    alone.clock.set(alone.clock.instant().plusSeconds(3600));
                    yield Says.redirect(302, "/moved");
                }
                default -> Says.json("[" + asked.header("X-Session").replace("session-", "") + "]");
            });

            assertThat(Requests.json(alone.settle(alone.exchange(session(alone.api.url())))))
                    .isEqualTo(List.of(2L));
        }
    }

    @Test
    void aLimitedTokenGivesWayAtOnce() {
        requests.api.answers(asked -> {
            if (asked.path().equals("/rate_limit")) {
                return Says.json("{\"core\":{\"remaining\":100,\"reset\":1772370000}}");
            }
            return asked.header("Authorization").equals("token canary-t1")
                    ? Says.status(429).with("Retry-After", "3600")
                    : Says.json("[1]");
        });
        Map<String, ?> several = Map.of(
                "type",
                "RateLimitedMultipleTokenAuthenticator",
                "tokens",
                "canary-t1,canary-t2",
                "auth_method",
                "token",
                "quota_status_source",
                Map.of("type", "QuotaStatusSource", "url", requests.api.url() + "/rate_limit"),
                "quotas",
                List.of(Map.of(
                        "type",
                        "TokenQuota",
                        "name",
                        "core",
                        "remaining_path",
                        List.of("core", "remaining"),
                        "reset_path",
                        List.of("core", "reset"))),
                "budget_min_reserve",
                0,
                "budget_reserve_fraction",
                0);
        Instant before = requests.clock.instant();

        assertThat(Requests.json(requests.settle(requests.exchange(Map.of("authenticator", several)))))
                .isEqualTo(List.of(1L));
        assertThat(shown()).containsExactly("token canary-t1", "token canary-t2");
        assertThat(requests.clock.instant()).as("no time was lost").isEqualTo(before);
    }
}
