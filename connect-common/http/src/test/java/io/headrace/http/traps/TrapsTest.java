package io.headrace.http.traps;

import static io.headrace.http.traps.Declarations.BY_LINK;
import static io.headrace.http.traps.Declarations.BY_OFFSET;
import static io.headrace.http.traps.Declarations.BY_TOKEN;
import static io.headrace.http.traps.Declarations.since;
import static io.headrace.http.traps.Declarations.stream;
import static io.headrace.testkit.http.Table.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.spec.Component;
import io.headrace.http.testing.Declared;
import io.headrace.testkit.http.Bodies;
import io.headrace.testkit.http.GraphQl;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.OAuthServer;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.RetryAfter;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps that HTTP sources have, each against a server that sets it. */
final class TrapsTest {
    private final MockApi api = MockApi.start();
    private final Table table = Table.keyedBy("id");

    @AfterEach
    void stop() {
        api.close();
    }

    private void rows(int from, int to) {
        for (int i = from; i <= to; i++) {
            table.add("id", i, "at", "2024-01-0" + (1 + i % 9) + "T00:00:00Z");
        }
    }

    private Listing listing() {
        return Listing.of(table).records("data");
    }

    private Listing windowed() {
        return listing()
                .orderedBy("at", "id")
                .from("since", "at", Bound.INCLUSIVE)
                .until("until", "at", Bound.INCLUSIVE);
    }

    private List<String> pass(String declaration) {
        try (Tap tap = new Tap(api, declaration)) {
            return tap.pass();
        }
    }

    @Test
    void r01PositionsGoByTheTimeOfTheServer() {
        rows(1, 3);
        api.timeIs(Instant.parse("2024-01-20T00:00:00Z"));
        api.get("/r", windowed());
        try (Tap tap = new Tap(api, stream("", since("")))) {
            tap.pass();
            table.add("id", 4, "at", "2024-01-20T00:00:00Z");
            api.log().clear();

            assertThat(tap.pass()).containsExactly("4");
            assertThat(api.log().asked("since")).containsExactly("2024-01-20T00:00:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void r01NoEndComesFromTheClockHere(int ahead) {
        api.clockIsOffBy(Duration.ofSeconds(ahead));
        table.add("id", 1, "at", api.time().truncatedTo(ChronoUnit.SECONDS).toString());
        api.get("/r", windowed());
        try (Tap tap = new Tap(api, stream("", since("")))) {
            assertThat(tap.pass()).containsExactly("1");
            assertThat(api.log().count()).isEqualTo(2);
            assertThat(Instant.parse(api.log().asked("until").get(1)))
                    .isBetween(api.time().minusSeconds(60), api.time());
            tap.restart();
            tap.pass();
            assertThat(api.log().count())
                    .as("learned again by the first request of a task")
                    .isEqualTo(4);
            tap.pass();
            assertThat(api.log().count()).isEqualTo(5);
        }
    }

    @Test
    void r02EqualCursorsOverPagesAndPassesComeOnce() {
        api.timeIs(Instant.parse("2024-01-05T00:00:00Z"));
        for (int i = 1; i <= 5; i++) {
            table.add("id", i, "at", "2024-01-05T00:00:00Z");
        }
        api.get("/r", windowed().paged(Paging.token("token").size(2).nextIn("next")));
        try (Tap tap = new Tap(api, stream(BY_TOKEN, since("")))) {
            assertThat(tap.pass()).containsExactly("1", "2", "3", "4", "5");
            table.add("id", 6, "at", "2024-01-05T00:00:00Z");

            assertThat(tap.pass()).containsExactly("6");
        }
    }

    @Test
    void r03LateRowsComeWithinTheLookback() {
        api.timeIs(Instant.parse("2024-01-05T00:00:00Z"));
        table.add("id", 1, "at", "2024-01-05T00:00:00Z").hold("id", 2, "at", "2024-01-04T23:30:00Z");
        api.get("/r", windowed());
        try (Tap tap = new Tap(api, stream("", since("'lookback_window':'PT1H'")))) {
            assertThat(tap.pass()).containsExactly("1");
            table.commit();

            assertThat(tap.pass()).containsExactly("2");
        }
    }

    @Test
    void r04PagesThatDriftBetweenKillsLoseNothingThatStays() {
        rows(1, 12);
        api.get("/r", listing().paged(Paging.offset("offset").size(3)));
        for (int killedAfter = 1; killedAfter < 12; killedAfter++) {
            try (Tap tap = new Tap(api, stream(BY_OFFSET, ""))) {
                List<String> read = new ArrayList<>(tap.take(killedAfter));
                table.addFirst("id", 100 + killedAfter, "at", "2024-01-01T00:00:00Z");
                read.addAll(tap.pass());

                assertThat(read)
                        .as("killed after %d", killedAfter)
                        .contains("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
                assertThat(new HashSet<>(read))
                        .as("killed after %d", killedAfter)
                        .hasSameSizeAs(read);
            }
        }
    }

    @Test
    void r05ShortAndEmptyPagesAreNotTheEnd() {
        rows(1, 12);
        api.get(
                "/r",
                listing()
                        .paged(Paging.token("token").size(3).nextIn("next"))
                        .hide(row -> !List.of("2", "12").contains(String.valueOf(row.get("id")))));

        assertThat(pass(stream(BY_TOKEN, ""))).containsExactly("2", "12");
    }

    @Test
    void r06ATokenThatComesAgainFails() {
        rows(1, 9);
        api.get(
                "/r",
                listing().paged(Paging.token("token").size(3).nextIn("next").loopFrom(3)));

        assertThatThrownBy(() -> pass(stream(BY_TOKEN, "")))
                .isInstanceOf(HeadraceException.class)
                .hasMessageStartingWith("Stream r pages in a circle: the response to page 2 names the page token");
        assertThat(api.log().count()).isLessThan(5);
    }

    @Test
    void r07ADepthIsReadInPieces() {
        rows(1, 9);
        api.timeIs(Instant.parse("2024-01-20T00:00:00Z"));
        api.get("/r", windowed().paged(Paging.offset("offset").size(3).depthCap(6)));
        String reset =
                ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':6}}";

        assertThat(pass(stream(BY_OFFSET + reset, since(""))))
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void r08ATokenThatEndsUnderManyRequestsIsRenewedOnceAndTheyAreRepeated() {
        rows(1, 9);
        OAuthServer oauth = OAuthServer.of("me", "s3cret");
        api.post("/token", oauth);
        api.get("/r", windowed()).with(oauth.guard()).at(5, call -> oauth.revoke());
        String guarded = stream(
                        "", since("'end_datetime':'2024-01-10T00:00:00Z','step':'P1D','cursor_granularity':'PT1S'"))
                .replace(
                        "'path':'/r'",
                        "'path':'/r','authenticator':{'type':'OAuthAuthenticator','token_refresh_endpoint':'{{ config.url }}/token',"
                                + "'grant_type':'client_credentials','client_id':'me','client_secret':'s3cret'}");
        ExecutorService fetchers = Executors.newFixedThreadPool(4);
        try (Tap tap = new Tap(
                api,
                guarded,
                ReadOptions.DEFAULT.withConcurrency(4),
                new HttpContexts(),
                more -> {},
                Optional.of(fetchers))) {
            assertThat(tap.pass()).containsExactly("9", "1", "2", "3", "4", "5", "6", "7", "8");
            assertThat(oauth.logins()).isEqualTo(2);
        } finally {
            fetchers.shutdownNow();
        }
    }

    @Test
    void r09APageTokenThatExpiredBetweenKillsBeginsTheWindowAnew() {
        rows(1, 9);
        Paging paging = Paging.token("token").size(3).nextIn("next");
        api.get("/r", listing().paged(paging));
        try (Tap tap = new Tap(api, stream(BY_TOKEN, ""))) {
            List<String> read = new ArrayList<>(tap.take(5));
            paging.expire();
            read.addAll(tap.pass());

            assertThat(read).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(tap.notes).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RetryAfter.class,
            names = {"SECONDS", "FRACTION", "HTTP_DATE", "EPOCH", "EPOCH_SECONDS", "MILLIS"})
    void r10WaitsAsLongAsTheServerSaysWithoutSleeping(RetryAfter form) {
        waitsForThreeHours(form, stream("", ""));
    }

    @Test
    void r10WaitsUntilTheTimeOfADeclaredHeader() {
        String handler =
                "'path':'/r','error_handler':{'type':'DefaultErrorHandler','backoff_strategies':[{'type':'WaitUntilTimeFromHeader','header':'X-RateLimit-Reset'}]}";
        waitsForThreeHours(RetryAfter.EPOCH_SECONDS, stream("", "").replace("'path':'/r'", handler));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 503})
    void r10ALimitThatIsUsedUpIsWaitedForHoweverItIsSaid(int status) {
        rows(1, 2);
        Reply refusal = RetryAfter.EPOCH_SECONDS.on(
                Reply.json(status, Map.of("message", "slow down")), Instant.now(), Duration.ofHours(3));
        api.get("/r", listing()).say(1, refusal);
        try (Tap tap = new Tap(api, stream("", ""))) {
            assertThat(tap.pass()).containsExactly("1", "2");
            assertThat(tap.waits.get(0)).isBetween(Duration.ofMinutes(175), Duration.ofMinutes(185));
        }
    }

    private void waitsForThreeHours(RetryAfter form, String declaration) {
        rows(1, 2);
        api.get("/r", listing()).say(1, form.reply(Instant.now(), Duration.ofHours(3)));
        try (Tap tap = new Tap(api, declaration)) {
            assertThat(tap.pass()).containsExactly("1", "2");

            assertThat(tap.waits).hasSize(1);
            assertThat(tap.waits.get(0)).isBetween(Duration.ofMinutes(175), Duration.ofMinutes(185));
        }
    }

    @Test
    void r11AnswersThatOnlyLookGoodAreNoEnd() {
        rows(1, 6);
        api.get("/r", listing().paged(Paging.token("token").size(3).nextIn("next")))
                .spoil(1, reply -> reply.truncated(0.6))
                .spoil(3, reply -> Reply.html(200, "<html>down for maintenance</html>"));

        assertThat(pass(stream(BY_TOKEN, ""))).containsExactly("1", "2", "3", "4", "5", "6");
    }

    private static String graphQl(String handler) {
        return stream("", "")
                .replace(
                        "'path':'/r'",
                        "'path':'/r','http_method':'POST','request_body':{'type':'RequestBodyGraphQL','value':{'query':'query { x { id } }'}}"
                                + handler);
    }

    private static String filter(String filter) {
        return ",'error_handler':{'type':'DefaultErrorHandler','response_filters':[{'type':'HttpResponseFilter',"
                + filter + "}]}";
    }

    @Test
    void r11ErrorsOfGraphQlFail() {
        api.post("/r", call -> GraphQl.errors("Field 'x' doesn't exist", "GRAPHQL_VALIDATION_FAILED"));

        assertThatThrownBy(() -> pass(graphQl("")))
                .isInstanceOf(HeadraceException.class)
                .hasMessage(
                        "POST " + api.url("/r")
                                + ": answered 200: Field 'x' doesn't exist. The status is good, and the body reports an error. A response filter"
                                + " with SUCCESS takes such responses as they are, one with IGNORE leaves them out, one with RETRY asks again.");
    }

    @Test
    void r11PartialDataOfGraphQlFailsUnlessAFilterTakesIt() {
        api.post(
                "/r",
                call -> Reply.json(fields(
                        "data", List.of(fields("id", 1)), "errors", List.of(fields("message", "the rest timed out")))));

        assertThatThrownBy(() -> pass(graphQl("")))
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("the rest timed out");
        assertThat(pass(graphQl(filter("'error_message_contains':'timed out','action':'SUCCESS'"))))
                .containsExactly("1");
        assertThat(pass(graphQl(filter("'error_message_contains':'timed out','action':'IGNORE'"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "errors", "Fault"})
    void r11AnErrorInPlaceOfTheRecordsFails(String field) {
        api.get("/r", call -> Reply.json(fields(field, fields("message", "no such report"))));
        String declared = stream("", "");

        assertThatThrownBy(() -> pass(declared))
                .isInstanceOf(HeadraceException.class)
                .hasMessageStartingWith("GET " + api.url("/r") + ": answered 200")
                .hasMessageContaining("The status is good, and the body reports an error");
        assertThat(pass(declared.replace(
                        "'path':'/r'", "'path':'/r'" + filter("'http_codes':[200],'action':'SUCCESS'"))))
                .isEmpty();
    }

    @Test
    void r11NoRecordsAndNoErrorIsAnEmptyPage() {
        for (Map<String, ?> body : List.of(
                fields("total", 0),
                fields("error", null),
                fields("errors", List.of(), "total", 0),
                fields("error", "none of them matters", "data", List.of()))) {
            api.get("/r", call -> Reply.json(body));

            assertThat(pass(stream("", ""))).as("%s", body).isEmpty();
        }
    }

    @Test
    void r11CharsetsAreHeeded() {
        api.get(
                "/r",
                call -> Reply.json(fields("data", List.of(fields("id", "Żółw"))))
                        .inCharset(StandardCharsets.UTF_16BE, true));

        assertThat(pass(stream("", ""))).containsExactly("Żółw");
    }

    @Test
    void r12ForbiddenAndMissingFail() {
        api.get("/r", call -> Reply.html(403, ""));
        assertThatThrownBy(() -> pass(stream("", "")))
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("403");

        api.get("/r", call -> Reply.json(404, Map.of("message", "Not Found")));
        assertThatThrownBy(() -> pass(stream("", "")))
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("404");
    }

    @Test
    void r13BombsAreDisarmed() {
        api.get("/r", call -> Bodies.gzipBomb(64));
        assertThatThrownBy(() -> pass(stream("", ""))).isInstanceOf(HeadraceException.class);

        api.get("/r", call -> Bodies.nested(200_000));
        assertThatThrownBy(() -> pass(stream("", ""))).isInstanceOf(HeadraceException.class);

        api.get("/r", call -> Bodies.xmlBomb());
        assertThatThrownBy(() -> pass(stream("'decoder':{'type':'XmlDecoder'}", "")))
                .isInstanceOf(HeadraceException.class);

        MockApi other = MockApi.start();
        api.get("/r", call -> Bodies.xmlFetching(other.url("/secret")));
        assertThatThrownBy(() -> pass(stream("'decoder':{'type':'XmlDecoder'}", "")))
                .isInstanceOf(HeadraceException.class);
        assertThat(other.log().count()).isZero();
        other.close();
    }

    @Test
    void r14ACursorInTheFarFutureDoesNotCarryThePositionAway() {
        api.timeIs(Instant.parse("2024-01-05T00:00:00Z"));
        table.add("id", 1, "at", "2024-01-03T00:00:00Z").add("id", 2, "at", "2999-01-01T00:00:00Z");
        api.get("/r", listing().from("since", "at", Bound.INCLUSIVE));
        try (Tap tap = new Tap(api, stream("", since("")))) {
            assertThat(tap.pass()).containsExactly("1", "2");
            table.add("id", 3, "at", "2024-01-06T00:00:00Z");
            api.timeIs(Instant.parse("2024-01-07T00:00:00Z"));

            assertThat(tap.pass()).contains("3");
        }
    }

    @Test
    void r14ARecordWithoutACursorFails() {
        table.add("id", 1, "at", null);
        api.get("/r", listing());

        assertThatThrownBy(() -> pass(stream("", since(""))))
                .isInstanceOf(HeadraceException.class)
                .hasMessageStartingWith("A record's cursor field at is null or missing");
    }

    @Test
    void r20TasksOfAWorkerShareTheQuotaOfTheirCredential() {
        rows(1, 12);
        api.get("/r", listing().paged(Paging.token("token").size(3).nextIn("next")));
        Component budget = Declared.component(
                "{'type':'HTTPAPIBudget','policies':[{'type':'FixedWindowCallRatePolicy','period':'PT1H','call_limit':5,'matchers':[]}]}");
        HttpContexts worker = new HttpContexts();
        String declared = stream(BY_TOKEN, "");
        try (Tap one = new Tap(api, declared, ReadOptions.DEFAULT, worker, of(budget), Optional.empty());
                Tap two = new Tap(api, declared, ReadOptions.DEFAULT, worker, of(budget), Optional.empty())) {
            assertThat(one.pass()).hasSize(12);
            assertThat(one.waits).as("four requests of five").isEmpty();
            assertThat(two.pass()).hasSize(12);

            assertThat(two.waits).as("one was left").hasSize(1);
            assertThat(two.waits.get(0)).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
        }
    }

    private static Consumer<HttpOptions.Builder> of(Component budget) {
        return options -> options.tasks(2).budget(Optional.of(budget));
    }

    @Test
    void r25LinksToAnotherHostAreNotFollowed() {
        rows(1, 9);
        try (MockApi evil = MockApi.start()) {
            evil.get("/r", call -> Reply.json(fields("data", List.of())));
            api.get("/r", listing().paged(Paging.offset("o").size(3).nextLinkIn("next", call -> asLocalhost(evil))));
            String guarded = stream(BY_LINK, "")
                    .replace(
                            "'path':'/r'",
                            "'path':'/r','authenticator':{'type':'BearerAuthenticator','api_token':'canary-token'}");

            assertThatThrownBy(() -> pass(guarded))
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageContaining("localhost")
                    .hasMessageNotContaining("canary-token");
            assertThat(evil.log().count()).isZero();
            assertThat(api.log().mentioning("canary-token")).hasSize(1);
        }
    }

    @Test
    void r25RedirectsToAnotherHostCarryNoCredentials() {
        try (MockApi evil = MockApi.start()) {
            evil.get("/r", call -> Reply.json(fields("data", List.of())));
            api.get("/r", call -> Reply.redirect(302, asLocalhost(evil) + "/r"));
            String guarded = stream("", "")
                    .replace(
                            "'path':'/r'",
                            "'path':'/r','authenticator':{'type':'ApiKeyAuthenticator','header':'X-Api-Key','api_token':'canary-token'}");

            assertThatThrownBy(() -> pass(guarded))
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageContaining("localhost")
                    .hasMessageNotContaining("canary-token");
            assertThat(evil.log().count()).isZero();
        }
    }

    private static String asLocalhost(MockApi evil) {
        return evil.url().replace("127.0.0.1", "localhost");
    }
}
