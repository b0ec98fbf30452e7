package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several tokens that take turns as their quotas allow. */
final class TokenQuotaTest extends LoginBench {

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
