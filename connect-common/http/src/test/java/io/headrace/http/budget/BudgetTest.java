package io.headrace.http.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.fake.Specs;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestDraft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

final class BudgetTest {

    private static final Scope SCOPE = Scope.of(Map.of("limit", 3L), Clock.systemUTC());
    private static final RequestDraft ANY = draft("GET", "https://api.example.com/v1/things");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private static RequestDraft draft(String method, String url) {
        return RequestDraft.of(method, HttpUrl.get(url));
    }

    private static Budget budget(Map<String, ?> policy) {
        return budget(List.of(policy));
    }

    private static Budget budget(List<Map<String, ?>> policies) {
        return Budget.of(Specs.of("HTTPAPIBudget", Map.of("policies", policies)), SCOPE);
    }

    private static Map<String, ?> policy(String type, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("type", type);
        all.putIfAbsent("matchers", List.of());
        return all;
    }

    private Optional<Duration> ask(Budget.Share share) {
        return share.acquire(ANY, now).map(until -> Duration.between(now, until));
    }

    @Test
    void fixedWindow() {
        Budget.Share share = budget(policy(
                        "FixedWindowCallRatePolicy", Map.of("period", "PT1M", "call_limit", "{{ config['limit'] }}")))
                .join(1);

        assertThat(ask(share)).isEmpty();
        now = now.plusSeconds(40);
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).contains(Duration.ofSeconds(20));
        now = now.plusSeconds(20);
        assertThat(ask(share)).isEmpty();
    }

    @Test
    void movingWindowsAllHold() {
        Budget.Share share = budget(policy(
                        "MovingWindowCallRatePolicy",
                        Map.of(
                                "rates",
                                List.of(
                                        Map.of("limit", 2, "interval", "PT1S"),
                                        Map.of("limit", 3, "interval", "PT1M")))))
                .join(1);

        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).contains(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(ask(share)).isEmpty();
        now = now.plusSeconds(10);
        assertThat(ask(share)).contains(Duration.ofSeconds(49));
        now = now.plusSeconds(49);
        assertThat(ask(share)).isEmpty();
    }

    @Test
    void tokenBucket() {
        Budget.Share share = budget(policy(
                        "TokenBucketCallRatePolicy",
                        Map.of("capacity", 2, "refill_tokens", 0.5, "refill_interval", "PT1S")))
                .join(1);

        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).contains(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).isPresent();
    }

    @Test
    void theFirstPolicyThatFitsCountsByWeight() {
        Budget.Share share = budget(List.of(
                        policy(
                                "UnlimitedCallRatePolicy",
                                Map.of("matchers", List.of(Map.of("url_path_pattern", "/v1/free")))),
                        policy(
                                "FixedWindowCallRatePolicy",
                                Map.of(
                                        "period",
                                        "PT1H",
                                        "call_limit",
                                        10,
                                        "matchers",
                                        List.of(
                                                Map.of(
                                                        "method",
                                                        "POST",
                                                        "url_base",
                                                        "https://api.example.com",
                                                        "weight",
                                                        4),
                                                Map.of("params", Map.of("big", true), "weight", 9)))),
                        policy("FixedWindowCallRatePolicy", Map.of("period", "PT1H", "call_limit", 1))))
                .join(1);
        RequestDraft post = draft("POST", "https://api.example.com/v1/things");
        RequestDraft other = draft("POST", "https://other.example.com/v1/things");

        for (int i = 0; i < 100; i++) {
            assertThat(share.acquire(draft("GET", "https://api.example.com/v1/free/x"), now))
                    .isEmpty();
        }
        assertThat(share.acquire(post, now)).isEmpty();
        assertThat(share.acquire(draft("GET", "https://api.example.com/v1/x?big=true"), now))
                .isPresent();
        assertThat(share.acquire(post, now)).isEmpty();
        assertThat(share.acquire(post, now)).isPresent();
        assertThat(share.acquire(other, now)).isEmpty();
        assertThat(share.acquire(other, now)).isPresent();
    }

    @Test
    void aQuotaIsDividedOverAllTasksAndSharedByThoseOfAWorker() {
        Budget budget = budget(policy("FixedWindowCallRatePolicy", Map.of("period", "PT1H", "call_limit", 8)));
        Budget.Share first = budget.join(4);
        Budget.Share second = budget.join(4);
        int taken = 0;
        while (first.acquire(ANY, now).isEmpty() && second.acquire(ANY, now).isEmpty()) {
            taken += 2;
        }

        assertThat(taken).as("two of four tasks are here").isEqualTo(4);
        second.close();
        now = now.plus(Duration.ofHours(1));
        assertThat(ask(first)).isEmpty();
        assertThat(ask(first)).isEmpty();
        assertThat(ask(first)).isPresent();
    }

    @Test
    void tasksWithTheSameCredentialCountTogether() {
        Component component = Specs.of(
                "HTTPAPIBudget",
                Map.of(
                        "policies",
                        List.of(policy("FixedWindowCallRatePolicy", Map.of("period", "PT1H", "call_limit", 1)))));
        Budgets budgets = new Budgets();

        assertThat(budgets.of("a", component, SCOPE)).isSameAs(budgets.of("a", component, SCOPE));
        assertThat(budgets.of("a", component, SCOPE)).isNotSameAs(budgets.of("b", component, SCOPE));
    }

    @Test
    void theServersHeadersWin() {
        Budget.Share share = budget(policy("FixedWindowCallRatePolicy", Map.of("period", "PT1H", "call_limit", 100)))
                .join(1);
        Instant reset = now.plusSeconds(600);
        Headers spent =
                Headers.of("ratelimit-remaining", "0", "ratelimit-reset", Long.toString(reset.getEpochSecond()));

        assertThat(ask(share)).isEmpty();
        share.observe(ANY, 200, spent, now);
        assertThat(ask(share)).contains(Duration.ofMinutes(10));
        now = reset;
        assertThat(ask(share)).isEmpty();
        share.observe(ANY, 200, Headers.of("ratelimit-remaining", "1", "ratelimit-reset", "30"), now);
        assertThat(ask(share)).isEmpty();
        assertThat(ask(share)).contains(Duration.ofSeconds(30));
        now = now.plusSeconds(30);
        share.observe(ANY, 429, Headers.of(), now);
        assertThat(ask(share)).contains(Duration.ofSeconds(5));
    }

    @Test
    void whatAServerHoldsBackIsHeldBackForAllTasks() {
        Budget budget = budget(policy(
                "MovingWindowCallRatePolicy", Map.of("rates", List.of(Map.of("limit", 100, "interval", "PT1S")))));
        Budget.Share first = budget.join(2);
        Budget.Share second = budget.join(2);

        first.hold(ANY, now.plusSeconds(3600));

        assertThat(ask(second)).contains(Duration.ofHours(1));
    }

    @Test
    void wrongRatesAreRefused() {
        assertThatThrownBy(() ->
                        budget(policy("FixedWindowCallRatePolicy", Map.of("period", "1 minute", "call_limit", 1))))
                .hasMessage(
                        "$.policies[0].period: '1 minute' is no span of time; write an ISO 8601 duration such as PT1M.");
        assertThatThrownBy(() -> budget(policy("FixedWindowCallRatePolicy", Map.of("period", "PT1M", "call_limit", 0))))
                .hasMessage("$.policies[0].call_limit: '0' is not positive; write a number above zero.");
    }
}
