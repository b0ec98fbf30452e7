package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import io.headrace.http.wire.Redactor;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Access tokens: how they are asked for, kept, renewed and refused. */
final class OAuthTest extends LoginBench {

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

    private static Map<String, Object> oauth(Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "token_refresh_endpoint", "https://login.example.com/token",
                "client_id", "client",
                "client_secret", "{{ config['secret'] }}",
                "refresh_token", "{{ config['refresh'] }}"));
        fields.putAll(more);
        return fields;
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

    /** Some servers send the token as a form or as text alone, where none asks them for JSON. */
    @Test
    void aTokenThatIsNotFoundIsNotShown() {
        Authenticator oauth = compile("OAuthAuthenticator", oauth(Map.of()));
        answer(200, "access_token=canary-fresh&token_type=bearer");
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
}
