package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import io.headrace.http.fake.MovableClock;
import io.headrace.http.fake.Specs;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.Redactor;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Authenticators that fetch something first; the server is a queue of answers. */
final class LoginTest {

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final Map<String, @Nullable Object> config =
            new LinkedHashMap<>(Map.of("secret", "canary-secret", "refresh", "canary-refresh"));
    private final Redactor redactor = new Redactor();
    private final List<RequestDraft> sent = new ArrayList<>();
    private final Deque<SmallAnswer> answers = new ArrayDeque<>();
    private final Deque<Logins.Login> logins = new ArrayDeque<>();
    private TokenStore store = TokenStore.none();

    private static final class MemoryStore implements TokenStore {

        private final Map<String, Secret> tokens = new ConcurrentHashMap<>();
        private boolean full = false;

        @Override
        public Optional<Secret> load(String name) {
            return Optional.ofNullable(tokens.get(name));
        }

        @Override
        public void save(String name, Secret refreshToken) {
            if (full) {
                throw HeadraceException.transientFailure("the disk is full", new IOException("full"));
            }
            tokens.put(name, refreshToken);
        }
    }

    private AuthTools tools() {
        return tools(redactor);
    }

    private AuthTools tools(Redactor redactor) {
        return new AuthTools(
                Scope.of(config, clock),
                clock,
                this::send,
                (requester, decoder) -> logins.remove(),
                store,
                redactor,
                new Random(3));
    }

    private synchronized SmallAnswer send(RequestDraft draft) throws IOException {
        sent.add(draft);
        SmallAnswer answer = answers.poll();
        if (answer == null) {
            throw new IOException("nobody there");
        }
        return answer;
    }

    private void answer(int status, Map<String, ?> body, String... headers) {
        answers.add(new SmallAnswer(status, Headers.of(headers), Json.text(body).getBytes(StandardCharsets.UTF_8)));
    }

    private Authenticator compile(String type, Map<String, ? extends @Nullable Object> fields) {
        return Authenticators.of(
                Specs.of(type, fields),
                Scope.of(config, clock),
                Optional.of(HttpUrl.get("https://api.example.com/v2")));
    }

    private static Map<String, Object> oauth(Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "token_refresh_endpoint", "https://login.example.com/token",
                "client_id", "client",
                "client_secret", "{{ config['secret'] }}",
                "refresh_token", "{{ config['refresh'] }}"));
        fields.putAll(more);
        return fields;
    }

    private static final RequestDraft DRAFT = RequestDraft.of("GET", HttpUrl.get("https://api.example.com/v2/items"));

    private Signing.Signed signed(Authenticator authenticator) {
        return (Signing.Signed) authenticator.sign(DRAFT, tools());
    }

    private @Nullable String header(Authenticator authenticator) {
        return signed(authenticator).draft().headers().get("Authorization");
    }

    private String sentBody(int index) {
        return new String(sent.get(index).body().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aRefreshTokenGivesAccessTokensThatAreRenewedBeforeTheyExpire() {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of("scopes", List.of("read", "write"))));
        answer(200, Map.of("access_token", "canary-one", "expires_in", 3600));
        answer(200, Map.of("access_token", "canary-two", "expires_in", "3600"));

        assertThat(header(oauth)).isEqualTo("Bearer canary-one");
        assertThat(header(oauth)).isEqualTo("Bearer canary-one");
        clock.advance(Duration.ofSeconds(3541));
        assertThat(header(oauth)).isEqualTo("Bearer canary-two");
        assertThat(sent).hasSize(2);
        assertThat(sentBody(0))
                .isEqualTo(
                        "grant_type=refresh_token&client_id=client&client_secret=canary-secret&refresh_token=canary-refresh&scope=read+write");
        assertThat(redactor.clean("canary-one canary-secret canary-refresh")).isEqualTo("[hidden] [hidden] [hidden]");
    }

    @Test
    void clientCredentialsInTheHeaderAndTheQuery() {
        Authenticator basic = compile(
                "OAuthAuthenticator",
                oauth(Map.of("grant_type", "client_credentials", "client_authentication", "basic")));
        Authenticator query = compile(
                "OAuthAuthenticator",
                oauth(Map.of(
                        "grant_type",
                        "client_credentials",
                        "send_refresh_request_as_query_params",
                        true,
                        "refresh_request_body",
                        Map.of("audience", "x"))));
        answer(200, Map.of("data", Map.of("access_token", "one")));
        answer(200, Map.of("access_token", "two"));

        assertThat(header(basic)).isEqualTo("Bearer one");
        assertThat(header(query)).isEqualTo("Bearer two");
        assertThat(sent.get(0).headers().get("Authorization")).isEqualTo("Basic Y2xpZW50OmNhbmFyeS1zZWNyZXQ=");
        assertThat(sentBody(0)).isEqualTo("grant_type=client_credentials");
        assertThat(sent.get(1).url().encodedQuery())
                .isEqualTo("grant_type=client_credentials&client_id=client&client_secret=canary-secret&audience=x");
        assertThat(sent.get(1).hidden()).contains("client_secret");
        assertThat(sent.get(1).body().isNone()).isTrue();
    }

    @Test
    void anAssertionStandsInForTheClient() {
        Map<String, ?> assertion =
                Map.of("type", "JwtAuthenticator", "secret_key", "{{ config['secret'] }}", "algorithm", "HS256");
        Authenticator oauth = compile(
                "OAuthAuthenticator",
                oauth(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "profile_assertion", assertion)));
        answer(200, Map.of("access_token", "one"));

        assertThat(header(oauth)).isEqualTo("Bearer one");
        assertThat(sentBody(0))
                .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=ey")
                .doesNotContain("client");
    }

    @Test
    void expiriesInTheirForms() {
        Map<Map<String, ?>, Object> forms = Map.of(
                Map.of(), "2026-03-01T13:00:00Z",
                Map.of("expires_in_name", "expires_in"), 1772370000L,
                Map.of("token_expiry_date_format", "%Y-%m-%d %H:%M:%S"), "2026-03-01 13:00:00");
        forms.forEach((fields, expiry) -> {
            clock.set(java.time.Instant.parse("2026-03-01T12:00:00Z"));
            Authenticator oauth = compile("OAuthAuthenticator", oauth(fields));
            answer(200, Map.of("access_token", "one", "expires_in", expiry));
            answer(200, Map.of("access_token", "two", "expires_in", expiry));
            assertThat(header(oauth)).isEqualTo("Bearer one");
            clock.advance(Duration.ofSeconds(3530));
            assertThat(header(oauth)).as("%s", expiry).isEqualTo("Bearer one");
            clock.advance(Duration.ofSeconds(20));
            assertThat(header(oauth)).as("%s", expiry).isEqualTo("Bearer two");
        });
    }

    @Test
    void aRefusedTokenIsRenewedOnceHoweverManyNoticed() {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of()));
        answer(200, Map.of("access_token", "one"));
        answer(200, Map.of("access_token", "two"));
        Signing.Signed first = signed(oauth);
        Signing.Signed alsoFirst = signed(oauth);

        assertThat(oauth.renew(first)).isTrue();
        assertThat(header(oauth)).isEqualTo("Bearer two");
        assertThat(oauth.renew(alsoFirst)).isTrue();
        assertThat(header(oauth)).isEqualTo("Bearer two");
        assertThat(sent).hasSize(2);
    }

    @Test
    void manyThreadsFetchOneToken() throws InterruptedException {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of()));
        answer(200, Map.of("access_token", "one"));
        ExecutorService executor = Executors.newFixedThreadPool(8);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            executor.execute(() -> {
                header(oauth);
                done.countDown();
            });
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        executor.shutdownNow();
        assertThat(sent).hasSize(1);
    }

    @Test
    void aTokenThatAnotherTaskFetchedIsHiddenToo() {
        Authenticator shared = compile("OAuthAuthenticator", oauth(Map.of()));
        answer(200, Map.of("access_token", "canary-one", "expires_in", 3600));
        assertThat(header(shared)).isEqualTo("Bearer canary-one");
        Redactor other = new Redactor();
        assertThat(shared.sign(DRAFT, tools(other))).isInstanceOf(Signing.Signed.class);
        assertThat(other.clean("the token canary-one is bad")).isEqualTo("the token [hidden] is bad");
    }

    @Test
    void aRefreshTokenThatWorksOnceNeedsAStoreAndIsWrittenBack() {
        Map<String, ?> once = oauth(Map.of("refresh_token_updater", Map.of()));
        Authenticator refused = compile("OAuthAuthenticator", once);

        assertThatThrownBy(() -> refused.sign(DRAFT, tools()))
                .hasMessage(
                        "$.refresh_token_updater: the refresh token works once, and there is no place where its successor outlives a restart; set http.token.directory, or use a grant whose token stays valid.");

        store = new MemoryStore();
        Authenticator oauth = compile("OAuthAuthenticator", once);
        answer(200, Map.of("access_token", "one", "refresh_token", "canary-next", "expires_in", 100));
        assertThat(header(oauth)).isEqualTo("Bearer one");
        Authenticator restarted = compile("OAuthAuthenticator", once);
        answer(200, Map.of("access_token", "two", "refresh_token", "canary-third"));
        assertThat(header(restarted)).isEqualTo("Bearer two");
        assertThat(sentBody(1)).contains("refresh_token=canary-next");
        assertThat(store.load("oauth:https://login.example.com/token:client:" + "1e3f4ca84cf81b03"))
                .contains(Secret.of("canary-third"));
    }

    @Test
    void aRefreshTokenThatCouldNotBeStoredIsNotReplacedByTheVoidOneOfTheStore() {
        MemoryStore disk = new MemoryStore();
        store = disk;
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of("refresh_token_updater", Map.of())));
        answer(200, Map.of("access_token", "one", "refresh_token", "canary-second", "expires_in", 100));
        assertThat(header(oauth)).isEqualTo("Bearer one");
        clock.advance(Duration.ofSeconds(100));
        disk.full = true;
        answer(200, Map.of("access_token", "two", "refresh_token", "canary-third"));
        assertThatThrownBy(() -> oauth.sign(DRAFT, tools())).hasMessage("the disk is full");
        assertThatThrownBy(() -> oauth.sign(DRAFT, tools())).hasMessage("the disk is full");
        assertThat(sent).as("nothing is asked for as long as it cannot be kept").hasSize(2);
        disk.full = false;
        answer(200, Map.of("access_token", "three", "refresh_token", "canary-fourth"));
        assertThat(header(oauth)).isEqualTo("Bearer three");
        assertThat(sentBody(2)).contains("refresh_token=canary-third");
    }

    @Test
    void failuresOfTheTokenServerAreWaitedForOrTold() {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of()));
        answer(503, Map.of(), "Retry-After", "30");

        Signing later = oauth.sign(DRAFT, tools());
        assertThat(later)
                .isEqualTo(new Signing.Later(
                        clock.instant().plusSeconds(30),
                        "The request for an access token to login.example.com was answered 503"));
        assertThat(oauth.sign(DRAFT, tools())).isInstanceOf(Signing.Later.class);
        assertThat(sent).as("nothing is sent during the wait").hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        answer(400, Map.of("error", "invalid_grant", "error_description", "canary-refresh was used"));
        assertThatThrownBy(() -> oauth.sign(DRAFT, tools()))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(
                        "The request for an access token to login.example.com was answered 400: [hidden] was used. The refresh token is void: authorise the connector anew and set the new one.");
        answer(200, Map.of("token", "canary-other"));
        assertThatThrownBy(() -> oauth.sign(DRAFT, tools()))
                .hasMessage(
                        "The request for an access token to login.example.com was answered 200. It holds no field 'access_token'; set access_token_name to the right one.");
    }

    @Test
    void aTokenServerThatStaysAwayIsTransient() {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of()));
        for (int i = 0; i < 5; i++) {
            Signing.Later later = (Signing.Later) oauth.sign(DRAFT, tools());
            clock.set(later.until());
        }

        assertThatThrownBy(() -> oauth.sign(DRAFT, tools()))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        "The request for an access token to login.example.com got no answer (IOException: nobody there), also when it was repeated. Try again later.");
    }

    @Test
    void aTokenToBeginWithIsUsedUntilItExpires() {
        Authenticator oauth = compile(
                "OAuthAuthenticator",
                oauth(Map.of("access_token_value", "given", "token_expiry_date", "2026-03-01T13:00:00Z")));

        assertThat(header(oauth)).isEqualTo("Bearer given");
        clock.advance(Duration.ofHours(1));
        answer(200, Map.of("access_token", "fetched"));
        assertThat(header(oauth)).isEqualTo("Bearer fetched");
    }

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

    private static Map<String, Object> tokens(Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "tokens",
                "canary-t1, canary-t2",
                "quota_status_source",
                Map.of("type", "QuotaStatusSource", "url", "https://api.example.com/rate_limit"),
                "quotas",
                List.of(Map.of(
                        "type", "TokenQuota",
                        "name", "core",
                        "remaining_path", List.of("core", "remaining"),
                        "reset_path", List.of("core", "reset"),
                        "limit_path", List.of("core", "limit"))),
                "budget_reserve_fraction",
                0,
                "budget_min_reserve",
                0));
        fields.putAll(more);
        return fields;
    }

    private Map<String, ?> quota(long remaining, long resetInSeconds) {
        return Map.of(
                "core",
                Map.of(
                        "remaining",
                        remaining,
                        "limit",
                        5000,
                        "reset",
                        clock.instant().getEpochSecond() + resetInSeconds));
    }

    @Test
    void severalTokensTakeTurnsAsTheirQuotasAllow() {
        Authenticator tokens = compile("RateLimitedMultipleTokenAuthenticator", tokens(Map.of()));
        answer(200, quota(2, 600));
        answer(200, quota(1, 300));

        assertThat(header(tokens)).isEqualTo("Bearer canary-t1");
        assertThat(header(tokens)).isEqualTo("Bearer canary-t1");
        assertThat(header(tokens)).isEqualTo("Bearer canary-t2");
        assertThat(sent)
                .extracting(draft -> draft.headers().get("Authorization"))
                .containsExactly("Bearer canary-t1", "Bearer canary-t2");
        assertThat(tokens.sign(DRAFT, tools()))
                .isEqualTo(new Signing.Later(
                        clock.instant().plusSeconds(300), "all tokens have used up the quota 'core'"));
        clock.advance(Duration.ofMinutes(5));
        answer(200, quota(5000, 3600));
        assertThat(header(tokens)).isEqualTo("Bearer canary-t2");
    }

    @Test
    void aTokenThatTheServerLimitsGivesWayToAnother() {
        Authenticator tokens = compile("RateLimitedMultipleTokenAuthenticator", tokens(Map.of()));
        answer(200, quota(100, 600));
        answer(200, quota(100, 600));
        Signing.Signed first = signed(tokens);

        assertThat(tokens.exhausted(first, clock.instant().plusSeconds(900))).isTrue();
        Signing.Signed second = signed(tokens);
        assertThat(second.draft().headers().get("Authorization")).isEqualTo("Bearer canary-t2");
        assertThat(tokens.exhausted(second, clock.instant().plusSeconds(700))).isFalse();
        assertThat(tokens.sign(DRAFT, tools())).isInstanceOf(Signing.Later.class);
    }

    @Test
    void nearTheEndOfAllQuotasTheRestIsSpread() {
        Authenticator tokens = compile(
                "RateLimitedMultipleTokenAuthenticator",
                tokens(Map.of("budget_min_reserve", 50, "tokens", List.of("canary-t1"))));
        answer(200, quota(11, 100));

        assertThat(header(tokens)).isEqualTo("Bearer canary-t1");
        assertThat(tokens.sign(DRAFT, tools()))
                .isEqualTo(new Signing.Later(
                        clock.instant().plusSeconds(10), "little is left of the quota 'core' of all tokens"));
    }

    @Test
    void quotasThatTheApiDoesNotHaveAreNotTracked() {
        Authenticator tokens = compile(
                "RateLimitedMultipleTokenAuthenticator",
                tokens(Map.of(
                        "tokens",
                        List.of("canary-t1"),
                        "quota_status_source",
                        Map.of(
                                "type",
                                "QuotaStatusSource",
                                "url",
                                "https://api.example.com/rate_limit",
                                "unavailable_status_codes",
                                List.of(404)))));
        answer(404, Map.of());

        for (int i = 0; i < 20; i++) {
            assertThat(header(tokens)).isEqualTo("Bearer canary-t1");
        }
        assertThat(sent).hasSize(1);
    }

    @Test
    void aWaitBeyondTheLongestFails() {
        Authenticator tokens = compile(
                "RateLimitedMultipleTokenAuthenticator",
                tokens(Map.of("tokens", "canary-t1", "max_wait_time", "PT1M")));
        answer(200, quota(0, 600));

        assertThatThrownBy(() -> tokens.sign(DRAFT, tools()))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        "All 1 tokens have used up the quota 'core' for 600 s, and max_wait_time allows 60 s. Raise it, or add tokens.");
    }
}
