package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.decode.Decoders;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.fake.Specs;
import io.headrace.http.spec.Component;
import io.headrace.http.wire.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a request is repeated, given up, and ended. */
final class ExchangeTest {

    private final Requests requests = new Requests();

    @AfterEach
    void close() {
        assertThat(requests.context.underWay()).as("open bodies").isZero();
        requests.close();
    }

    @Test
    void aRateLimitIsWaitedForHoweverOften() {
        Says[] answers = new Says[11];
        for (int i = 0; i < 10; i++) {
            answers[i] = Says.status(429).with("Retry-After", "60");
        }
        answers[10] = Says.json("[1]");
        requests.api.answersInOrder(answers);
        Instant before = requests.clock.instant();

        assertThat(Requests.json(requests.settle(requests.exchange(Map.of())))).isEqualTo(List.of(1L));
        assertThat(Duration.between(before, requests.clock.instant())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aWaitIsAnAnswerAndTakesNoTime() {
        requests.api.answersInOrder(Says.status(429).with("Retry-After", "18000"));

        Reply reply = requests.exchange(Map.of()).send();

        assertThat(reply)
                .isEqualTo(new Wait(
                        Instant.parse("2026-03-01T17:00:00Z"), "GET " + requests.api.url() + "/items: answered 429"));
    }

    @Test
    void aServerThatFallsSilentIsTransient() {
        CountDownLatch release = new CountDownLatch(1);
        try (Requests hasty = new Requests(Map.of(), options -> options.readTimeout(Duration.ofMillis(200)))) {
            hasty.api.answers(request -> {
                await(release);
                return Says.json("[]");
            });

            assertThat(hasty.exchange(Map.of()).send())
                    .isInstanceOfSatisfying(
                            Wait.class,
                            wait -> assertThat(wait.reason())
                                    .startsWith(
                                            "GET " + hasty.api.url() + "/items: no answer (SocketTimeoutException: "));
        } finally {
            release.countDown();
        }
    }

    @Test
    void serverErrorsAreRepeatedAndThenFail() {
        requests.api.answersInOrder(Says.of(503, "{\"message\":\"down\"}", Map.of()));
        Exchange exchange = requests.exchange(Map.of());

        assertThatThrownBy(() -> requests.settle(exchange))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage("GET " + requests.api.url() + "/items (attempt 6): answered 503: down");
        assertThat(requests.api.asked()).hasSize(6);
    }

    @Test
    void clientErrorsFailAtOnceWithTheMend() {
        requests.api.answersInOrder(Says.of(404, "{\"error\":{\"message\":\"no such thing\"}}", Map.of()));

        assertThatThrownBy(() -> requests.exchange(Map.of()).send())
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(
                        "GET " + requests.api.url()
                                + "/items: answered 404: no such thing. Check the address; an error handler with IGNORE leaves such responses out.");
    }

    @Test
    void noServerAtAllIsTransient() {
        String url = requests.api.url();
        requests.api.close();
        Map<String, ?> handler = Map.of("type", "DefaultErrorHandler", "max_retries", 1);

        assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of("error_handler", handler))))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessageStartingWith(
                        "GET " + url + "/items (attempt 2): no answer (ConnectException: Failed to connect to");
    }

    @Test
    void anErrorInAGoodResponseIsSeenAndTheBodyStaysWhole() {
        Map<String, ?> handler = Map.of(
                "type",
                "DefaultErrorHandler",
                "response_filters",
                List.of(Map.of(
                        "type",
                        "HttpResponseFilter",
                        "predicate",
                        "{{ response.get('ok') == false }}",
                        "action",
                        "FAIL",
                        "error_message",
                        "Slack says {{ response['error'] }}")));
        requests.api.answersInOrder(
                Says.json("{\"ok\":true,\"items\":[1,2,3]}"), Says.json("{\"ok\":false,\"error\":\"invalid_auth\"}"));

        assertThat(Requests.json(requests.settle(requests.exchange(Map.of("error_handler", handler)))))
                .isEqualTo(Map.of("ok", true, "items", List.of(1L, 2L, 3L)));
        assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of("error_handler", handler))))
                .hasMessage(
                        "GET " + requests.api.url() + "/items: answered 200: invalid_auth. Slack says invalid_auth");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        AtomicInteger ignored = new AtomicInteger();
        try (Requests counting = new Requests(
                Map.of(),
                options -> options.metrics(new HttpMetrics() {
                    @Override
                    public void ignored() {
                        ignored.incrementAndGet();
                    }
                }))) {
            counting.api.answersInOrder(Says.of(403, "{\"message\":\"not yours\"}", Map.of()));
            Map<String, ?> handler = Map.of(
                    "type",
                    "DefaultErrorHandler",
                    "response_filters",
                    List.of(Map.of("type", "HttpResponseFilter", "http_codes", List.of(403), "action", "IGNORE")));

            assertThat(counting.exchange(Map.of("error_handler", handler)).send())
                    .isEqualTo(new Ignored(403, "answered 403: not yours"));
        }
        assertThat(ignored).hasValue(1);
    }

    @Test
    void aCutBodyIsAskedForAgain() {
        requests.api.answersInOrder(
                Says.json("[{\"id\":1},{\"id\":2}").cutShort(), Says.json("[{\"id\":1},{\"id\":2}]"));
        Exchange exchange = requests.exchange(Map.of());
        RecordSelect select = RecordSelect.whole(Decoders.json());
        List<Object> records = new ArrayList<>();
        Optional<HeadraceException> failure = Optional.empty();
        try (Answer answer = (Answer) exchange.send();
                RecordStream stream = answer.records(select, requests.context.scope())) {
            for (Object record = stream.next(); record != null; record = stream.next()) {
                records.add(record);
            }
        } catch (HeadraceException e) {
            failure = Optional.of(e);
        }

        assertThat(records).as("what came before the cut").hasSize(2);
        assertThat(failure).hasValueSatisfying(e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT));
        assertThat(exchange.bodyFailed(failure.orElseThrow()).until()).isAfter(requests.clock.instant());
        assertThat(Requests.json(requests.settle(exchange))).isEqualTo(List.of(Map.of("id", 1L), Map.of("id", 2L)));
    }

    @Test
    void anErrorBehindManyRecordsIsSeenAtTheEnd() {
        Map<String, ?> handler = Map.of(
                "type",
                "DefaultErrorHandler",
                "response_filters",
                List.of(
                        Map.of(
                                "type",
                                "HttpResponseFilter",
                                "predicate",
                                "{{ 'errors' in response }}",
                                "action",
                                "RETRY"),
                        Map.of("type", "HttpResponseFilter", "error_message_contains", "quota", "action", "IGNORE")));
        String items = "{\"quota\":1},".repeat(200_000);
        requests.api.answersInOrder(
                Says.json("{\"data\":[" + items + "{}],\"errors\":[{\"message\":\"half of it failed\"}]}"),
                Says.json("{\"data\":[" + items + "{}]}"));
        RecordSelect select = RecordSelect.compile(Specs.of("DpathExtractor", Map.of("field_path", List.of("data"))));
        Requester requester = requests.requester(Map.of("error_handler", handler));

        assertThatThrownBy(() -> count(requester, select))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage("GET " + requests.api.url() + "/items: answered 200: half of it failed");
        assertThat(count(requester, select)).isEqualTo(200_001);
    }

    private long count(Requester requester, RecordSelect select) {
        long count = 0;
        try (Answer answer = (Answer) requester
                        .request(requests.context.scope(), RequestOptions.none())
                        .send();
                RecordStream stream = answer.records(select, requests.context.scope())) {
            while (stream.next() != null) {
                count++;
            }
        }
        return count;
    }

    @Test
    void aPageOfHtmlShowsWhereRecordsAreRead() {
        requests.api.answersInOrder(Says.of(200, "<html>maintenance</html>", Map.of("Content-Type", "text/html")));
        RecordSelect select = RecordSelect.whole(Decoders.json());

        assertThatThrownBy(() -> count(requests.requester(Map.of()), select))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessageStartingWith("GET " + requests.api.url()
                        + "/items: the body is a page of HTML or XML, and JSON was expected.");
    }

    @Test
    void cutBodiesAreNotAskedForWithoutEnd() {
        requests.api.answersInOrder(Says.json("[1"));
        Exchange exchange = requests.exchange(Map.of());
        HeadraceException cut = new HeadraceException(ErrorClass.TRANSIENT, "cut");
        for (int i = 0; i < 5; i++) {
            exchange.bodyFailed(cut);
        }

        assertThatThrownBy(() -> exchange.bodyFailed(cut)).isSameAs(cut);
        HeadraceException config = HeadraceException.config("too large");
        assertThatThrownBy(() -> requests.exchange(Map.of()).bodyFailed(config)).isSameAs(config);
    }

    @Test
    void compressedBodiesAreInflatedWithinTheCaps() throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("[{\"id\":1}]".getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("[".getBytes(StandardCharsets.UTF_8));
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 40; i++) {
                gzip.write(spaces);
            }
            gzip.write("]".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> coding = Map.of("Content-Encoding", "gzip");
        requests.api.answersInOrder(
                new Says(200, coding, bytes.toByteArray(), false),
                new Says(200, coding, bomb.toByteArray(), false),
                new Says(200, Map.of("Content-Encoding", "br"), bytes.toByteArray(), false));

        assertThat(Requests.json(requests.settle(requests.exchange(Map.of())))).isEqualTo(List.of(Map.of("id", 1L)));
        assertThat(requests.api.last().header("Accept-Encoding")).isEqualTo("gzip");
        try (Answer answer = (Answer) requests.exchange(Map.of()).send();
                RecordStream stream = answer.records(RecordSelect.whole(Decoders.json()), requests.context.scope())) {
            assertThatThrownBy(stream::next)
                    .hasMessageContaining("the body inflates to more than 400 times its compressed length");
        }
        assertThatThrownBy(() -> requests.exchange(Map.of()).send())
                .hasMessageContaining(
                        "the body is compressed as 'br', and gzip was asked for. Set the header Accept-Encoding to identity in request_headers.");
    }

    @Test
    void aBudgetIsAWait() {
        Component budget = Specs.of(
                "HTTPAPIBudget",
                Map.of(
                        "policies",
                        List.of(Map.of(
                                "type",
                                "MovingWindowCallRatePolicy",
                                "rates",
                                List.of(Map.of("limit", 1, "interval", "PT10S")),
                                "matchers",
                                List.of()))));
        try (Requests limited = new Requests(Map.of(), options -> options.budget(Optional.of(budget)))) {
            limited.api.answersInOrder(Says.json("[]"));
            Requests.json(limited.exchange(Map.of()).send());

            assertThat(limited.exchange(Map.of()).send())
                    .isEqualTo(new Wait(
                            limited.clock.instant().plusSeconds(10),
                            "GET " + limited.api.url() + "/items: the API budget is used up"));
            assertThat(limited.api.asked()).hasSize(1);
        }
    }

    @Test
    void cancelEndsWhatIsUnderWay() throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        requests.api.answers(request -> {
            arrived.countDown();
            await(release);
            return Says.json("[]");
        });
        Exchange exchange = requests.exchange(Map.of());
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(exchange::send, executor);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            requests.context.cancel();

            assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CancelledException.class)
                    .hasMessageContaining("The task is stopping; the request was given up.");
            assertThatThrownBy(exchange::send).isInstanceOf(CancelledException.class);
        } finally {
            release.countDown();
            executor.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noMoreRequestsAtOnceThanAllowed() throws InterruptedException, ExecutionException, TimeoutException {
        try (Requests two = new Requests(Map.of(), options -> options.concurrency(2))) {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch together = new CountDownLatch(2);
            two.api.answers(request -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                together.countDown();
                await(together);
                now.decrementAndGet();
                return Says.json("[]");
            });
            Requester requester = two.requester(Map.of());
            ExecutorService executor = Executors.newFixedThreadPool(8);
            try {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    all.add(CompletableFuture.runAsync(
                            () -> Requests.json(requester
                                    .request(two.context.scope(), RequestOptions.none())
                                    .send()),
                            executor));
                }
                CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                        .get(60, TimeUnit.SECONDS);
            } finally {
                executor.shutdownNow();
            }
            assertThat(most).hasValue(2);
            assertThat(two.api.asked()).hasSize(60);
        }
    }
}
