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
import io.headrace.testkit.http.Bodies;
import io.headrace.testkit.http.GraphQl;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.RetryAfter;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
            names = {"SECONDS", "FRACTION", "HTTP_DATE", "EPOCH"})
    void r10WaitsAsLongAsTheServerSaysWithoutSleeping(RetryAfter form) {
        waitsForThreeHours(form, stream("", ""));
    }

    @Test
    void r10WaitsUntilTheTimeOfADeclaredHeader() {
        String handler =
                "'path':'/r','error_handler':{'type':'DefaultErrorHandler','backoff_strategies':[{'type':'WaitUntilTimeFromHeader','header':'X-RateLimit-Reset'}]}";
        waitsForThreeHours(RetryAfter.EPOCH_SECONDS, stream("", "").replace("'path':'/r'", handler));
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

    @Test
    void r11ErrorsOfGraphQlFailWhereTheDeclarationLooksForThem() {
        api.post("/r", call -> GraphQl.errors("Field 'x' doesn't exist", "GRAPHQL_VALIDATION_FAILED"));
        String query =
                "'path':'/r','http_method':'POST','request_body':{'type':'RequestBodyGraphQL','value':{'query':'query { x { id } }'}},"
                        + "'error_handler':{'type':'DefaultErrorHandler','response_filters':[{'type':'HttpResponseFilter','predicate':'{{ `errors` in response }}','action':'FAIL'}]}";

        assertThatThrownBy(() -> pass(stream("", "").replace("'path':'/r'", query)))
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("Field 'x' doesn't exist");
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
