package io.headrace.http.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.fake.Specs;
import io.headrace.http.template.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorHandlerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Scope SCOPE = Scope.of(Map.of("retries", 7L, "wait", 30L), Clock.systemUTC());
    private static final RandomGenerator RANDOM = new Random(7);

    private static ErrorHandler handler(Map<String, ? extends @Nullable Object> fields) {
        return ErrorHandler.of(Specs.of("DefaultErrorHandler", fields));
    }

    private static Map<String, Object> filter(Map<String, ?> fields) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(fields);
        all.put("type", "HttpResponseFilter");
        return all;
    }

    private static Outcome outcome(int status, String body, String... headers) {
        return Outcome.of(status, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutFiltersNothingIsLeftOut() {
        ErrorHandler handler = ErrorHandler.byDefault();
        Map<Integer, Action> expected = Map.ofEntries(
                Map.entry(200, Action.SUCCESS),
                Map.entry(204, Action.SUCCESS),
                Map.entry(304, Action.FAIL),
                Map.entry(400, Action.FAIL),
                Map.entry(401, Action.REFRESH_TOKEN_THEN_RETRY),
                Map.entry(403, Action.FAIL),
                Map.entry(404, Action.FAIL),
                Map.entry(408, Action.RETRY),
                Map.entry(429, Action.RATE_LIMITED),
                Map.entry(500, Action.RETRY),
                Map.entry(503, Action.RETRY));

        expected.forEach((status, action) -> assertThat(
                        handler.judge(outcome(status, ""), SCOPE).action())
                .as("%s", status)
                .isEqualTo(action));
        assertThat(handler.judge(Outcome.of(new IOException("gone")), SCOPE).action())
                .isEqualTo(Action.RETRY);
        assertThat(handler.judge(outcome(404, ""), SCOPE).errorClass()).isEqualTo(ErrorClass.CONFIG);
        assertThat(handler.judge(outcome(500, ""), SCOPE).errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(handler.looksAtBody(200)).isFalse();
    }

    @Test
    void theFirstFilterThatFitsDecides() {
        ErrorHandler handler = handler(Map.of(
                "response_filters",
                List.of(
                        filter(Map.of(
                                "http_codes",
                                List.of(404),
                                "action",
                                "IGNORE",
                                "error_message",
                                "No {{ response['error'] }} here")),
                        filter(Map.of("error_message_contains", "slow down", "action", "RATE_LIMITED")),
                        filter(Map.of(
                                "predicate",
                                "{{ response.get('ok') == false }}",
                                "action",
                                "FAIL",
                                "failure_type",
                                "transient_error")),
                        filter(Map.of(
                                "predicate", "{{ headers.get('x-page') == 'gone' }}", "action", "RESET_PAGINATION")))));

        Verdict ignored = handler.judge(outcome(404, "{\"error\":\"thing\"}"), SCOPE);
        assertThat(ignored.action()).isEqualTo(Action.IGNORE);
        assertThat(ignored.message()).isEqualTo("No thing here");
        assertThat(handler.judge(outcome(400, "{\"errors\":[{\"message\":\"please slow down\"}]}"), SCOPE)
                        .action())
                .isEqualTo(Action.RATE_LIMITED);
        assertThat(handler.judge(outcome(400, "please slow down"), SCOPE).action())
                .isEqualTo(Action.RATE_LIMITED);
        Verdict failed = handler.judge(outcome(200, "{\"ok\":false,\"error\":\"bad\"}"), SCOPE);
        assertThat(failed.action()).isEqualTo(Action.FAIL);
        assertThat(failed.errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(handler.judge(outcome(200, "{\"ok\":true}"), SCOPE).action()).isEqualTo(Action.SUCCESS);
        assertThat(handler.judge(outcome(400, "", "X-Page", "gone"), SCOPE).action())
                .isEqualTo(Action.RESET_PAGINATION);
        assertThat(handler.judge(outcome(500, ""), SCOPE).action()).isEqualTo(Action.RETRY);
        assertThat(handler.looksAtBody(200)).isTrue();
    }

    @Test
    void aCompositeAsksItsHandlersInOrder() {
        ErrorHandler handler = ErrorHandler.of(Specs.of(
                "CompositeErrorHandler",
                Map.of(
                        "error_handlers",
                        List.of(
                                Map.of(
                                        "type",
                                        "DefaultErrorHandler",
                                        "response_filters",
                                        List.of(filter(Map.of("http_codes", List.of(403), "action", "IGNORE")))),
                                Map.of(
                                        "type",
                                        "DefaultErrorHandler",
                                        "max_retries",
                                        2,
                                        "response_filters",
                                        List.of(filter(Map.of("http_codes", List.of(503), "action", "RETRY"))),
                                        "backoff_strategies",
                                        List.of(Map.of(
                                                "type", "ConstantBackoffStrategy", "backoff_time_in_seconds", 3)))))));

        Verdict verdict = handler.judge(outcome(503, ""), SCOPE);

        assertThat(handler.judge(outcome(403, ""), SCOPE).action()).isEqualTo(Action.IGNORE);
        assertThat(verdict.by().maxRetries(SCOPE)).isEqualTo(2);
        assertThat(verdict.by().until(outcome(503, ""), SCOPE, 1, NOW, RANDOM)).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void aFilterThatFitsNothingIsRefused() {
        assertThatThrownBy(() -> handler(Map.of("response_filters", List.of(filter(Map.of("action", "IGNORE"))))))
                .hasMessage(
                        "$.response_filters[0].http_codes: a filter without http_codes, error_message_contains and predicate fits nothing; give one of them.");
    }

    @Test
    void backoffStrategies() {
        assertThat(waited(
                        strategy("ConstantBackoffStrategy", Map.of("backoff_time_in_seconds", "{{ config['wait'] }}")),
                        4,
                        outcome(500, "")))
                .isEqualTo(Duration.ofSeconds(30));
        Map<String, ?> exponential = strategy("ExponentialBackoffStrategy", Map.of("factor", 2));
        assertThat(waited(exponential, 1, outcome(500, ""))).isEqualTo(Duration.ofSeconds(2));
        assertThat(waited(exponential, 4, outcome(500, ""))).isEqualTo(Duration.ofSeconds(16));
        assertThat(waited(exponential, 60, outcome(500, ""))).isEqualTo(Duration.ofMinutes(10));
        Map<String, ?> jitter = strategy(
                "ConstantBackoffStrategy", Map.of("backoff_time_in_seconds", 10, "jitter_range_in_seconds", 2));
        assertThat(waited(jitter, 1, outcome(500, ""))).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(14));
        Map<String, ?> header = strategy(
                "WaitTimeFromHeader",
                Map.of("header", "X-Wait", "regex", "wait=(\\d+)", "max_waiting_time_in_seconds", 100));
        assertThat(waited(header, 1, outcome(429, "", "X-Wait", "wait=42; x"))).isEqualTo(Duration.ofSeconds(42));
        Map<String, ?> until = strategy("WaitUntilTimeFromHeader", Map.of("header", "X-Reset", "min_wait", 5));
        assertThat(waited(until, 1, outcome(429, "", "X-Reset", Long.toString(NOW.getEpochSecond() + 90))))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(waited(until, 1, outcome(429, "", "X-Reset", Long.toString(NOW.getEpochSecond() + 1))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(waited(until, 1, outcome(429, ""))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aWaitThatIsTooLongFails() {
        Map<String, ?> header =
                strategy("WaitTimeFromHeader", Map.of("header", "Retry-After", "max_waiting_time_in_seconds", 100));

        assertThatThrownBy(() -> waited(header, 1, outcome(429, "", "Retry-After", "3600")))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        "The header Retry-After asks for a wait of 3600 s, and max_waiting_time_in_seconds allows less than 100 s. Raise it to wait that long.");
    }

    @Test
    void whatTheServerSaysAboutWaiting() {
        Map<String, Duration> cases = Map.of(
                "120",
                Duration.ofMinutes(2),
                "0.5",
                Duration.ofMillis(500),
                "Sun, 01 Mar 2026 12:02:00 GMT",
                Duration.ofMinutes(2),
                "Sunday, 01-Mar-26 12:02:00 GMT",
                Duration.ofMinutes(2),
                "Sun Mar  1 12:02:00 2026",
                Duration.ofMinutes(2),
                "2026-03-01T12:02:00Z",
                Duration.ofMinutes(2),
                Long.toString(NOW.plusSeconds(7200).getEpochSecond()),
                Duration.ofHours(2),
                Long.toString(NOW.plusSeconds(7200).toEpochMilli()),
                Duration.ofHours(2));

        cases.forEach((value, wait) -> assertThat(waited(Map.of(), 1, outcome(429, "", "Retry-After", value)))
                .as(value)
                .isEqualTo(wait));
        assertThat(waited(Map.of(), 1, outcome(429, "", "Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT")))
                .isZero();
    }

    @Test
    void rateLimitHeadersAreHeededWithoutBeingDeclared() {
        String inAnHour = Long.toString(NOW.plusSeconds(3600).getEpochSecond());

        assertThat(waited(Map.of(), 1, outcome(429, "", "X-RateLimit-Reset", inAnHour)))
                .isEqualTo(Duration.ofHours(1));
        assertThat(waited(Map.of(), 1, outcome(429, "", "X-RateLimit-Reset", "90")))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(waited(Map.of(), 1, outcome(429, "", "Retry-After", "0"))).isEqualTo(Duration.ZERO);
        assertThat(waited(Map.of(), 2, outcome(429, "", "Retry-After", "0"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(waited(Map.of(), 1, outcome(503, "", "RateLimit-Reset", "45")))
                .isEqualTo(Duration.ofSeconds(45));
        assertThat(waited(Map.of(), 1, outcome(429, "", "Retry-After-Ms", "1500")))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(waited(Map.of(), 1, outcome(429, "", "Retry-After", "7", "X-RateLimit-Reset", inAnHour)))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(waited(Map.of(), 1, outcome(403, "", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inAnHour)))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aResetThatDoesNotMeanThisRefusalIsNotWaitedFor() {
        String inAnHour = Long.toString(NOW.plusSeconds(3600).getEpochSecond());
        String before = Long.toString(NOW.minusSeconds(60).getEpochSecond());

        assertThat(waited(Map.of(), 1, outcome(500, "", "X-RateLimit-Reset", inAnHour)))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(waited(Map.of(), 1, outcome(503, "", "X-RateLimit-Remaining", "12", "X-RateLimit-Reset", inAnHour)))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(waited(Map.of(), 1, outcome(429, "", "X-RateLimit-Reset", before)))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void aRefusalThatNamesAWaitIsALimitAndAnyOtherFails() {
        ErrorHandler handler = ErrorHandler.byDefault();

        assertThat(handler.judge(outcome(403, "", "X-RateLimit-Remaining", "0"), SCOPE)
                        .action())
                .isEqualTo(Action.RATE_LIMITED);
        assertThat(handler.judge(outcome(403, "", "Retry-After", "60"), SCOPE).action())
                .isEqualTo(Action.RATE_LIMITED);
        assertThat(handler.judge(outcome(403, "", "X-RateLimit-Remaining", "41"), SCOPE)
                        .action())
                .isEqualTo(Action.FAIL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {'errors':[{'message':'Throttled','extensions':{'code':'THROTTLED'}}]}",
                "200 | {'data':null,'errors':[{'type':'RATE_LIMITED','message':'API rate limit exceeded'}]}",
                "200 | {'errors':[{'type':'RATE_LIMIT','code':'graphql_rate_limit','message':'API rate limit already exceeded'}]}",
                "200 | {'errors':[{'message':'Try again later','extensions':{'category':'rate-limit'}}]}",
                "400 | {'errors':[{'message':'Too many','extensions':{'code':'RATELIMITED'}}]}"
            })
    void whoAsksGraphQlTooOftenWaits(int status, String body) {
        ErrorHandler handler = ErrorHandler.byDefault().forGraphQl();
        String reset = Long.toString(NOW.getEpochSecond() + 90);
        Outcome outcome =
                outcome(status, body.replace('\'', '"'), "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset);
        Verdict verdict = handler.judge(outcome, SCOPE);

        assertThat(verdict.action()).isEqualTo(Action.RATE_LIMITED);
        assertThat(verdict.errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(verdict.by().until(outcome, SCOPE, 1, NOW, RANDOM)).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void errorsOfGraphQlFailUnlessAFilterSaysOtherwise() {
        String partial = "{\"data\":{\"orders\":[{\"id\":1}]},\"errors\":[{\"message\":\"timed out\"}]}";
        ErrorHandler plain = ErrorHandler.byDefault().forGraphQl();
        ErrorHandler lenient = handler(Map.of(
                        "response_filters",
                        List.of(filter(Map.of("error_message_contains", "timed out", "action", "SUCCESS")))))
                .forGraphQl();

        assertThat(plain.judge(outcome(200, partial), SCOPE).action()).isEqualTo(Action.FAIL);
        assertThat(plain.judge(outcome(200, "{\"data\":{},\"errors\":[]}"), SCOPE)
                        .action())
                .isEqualTo(Action.SUCCESS);
        assertThat(plain.judge(outcome(200, "{\"data\":{}}"), SCOPE).action()).isEqualTo(Action.SUCCESS);
        assertThat(ErrorHandler.byDefault().judge(outcome(200, partial), SCOPE).action())
                .isEqualTo(Action.SUCCESS);
        assertThat(lenient.judge(outcome(200, partial), SCOPE).action()).isEqualTo(Action.SUCCESS);
        assertThat(plain.looksAtBody(200)).isTrue();
    }

    @Test
    void timesAreHeldAgainstTheServersClock() {
        Outcome outcome = outcome(
                503, "", "Date", "Sun, 01 Mar 2026 09:00:00 GMT", "Retry-After", "Sun, 01 Mar 2026 09:00:30 GMT");

        assertThat(waited(Map.of(), 1, outcome)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutAnyWordTheWaitDoubles() {
        assertThat(waited(Map.of(), 1, outcome(500, ""))).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(waited(Map.of(), 3, outcome(500, "", "Retry-After", "soon")))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(24));
        assertThat(waited(Map.of(), 50, outcome(500, ""))).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @Test
    void numbersOfTemplatesAreChecked() {
        ErrorHandler handler = handler(Map.of("max_retries", "{{ config['retries'] }}"));
        ErrorHandler wrong = handler(Map.of("max_retries", "{{ 'many' }}"));

        assertThat(handler.judge(outcome(500, ""), SCOPE).by().maxRetries(SCOPE))
                .isEqualTo(7);
        assertThatThrownBy(() -> wrong.judge(outcome(500, ""), SCOPE).by().maxRetries(SCOPE))
                .hasMessage(
                        "An error handler needs a number, and the template gives 'many'. Correct the template or the setting that it names.");
    }

    private static Map<String, ?> strategy(String type, Map<String, ?> fields) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(fields);
        all.put("type", type);
        return all;
    }

    private static Duration waited(Map<String, ?> strategy, int attempt, Outcome outcome) {
        ErrorHandler handler = handler(strategy.isEmpty() ? Map.of() : Map.of("backoff_strategies", List.of(strategy)));
        Instant until = handler.judge(outcome, SCOPE).by().until(outcome, SCOPE, attempt, NOW, RANDOM);
        return Duration.between(NOW, until);
    }
}
