package io.headrace.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.wire.Reply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages, windows and the ways in which they mislead. */
final class ListingTest {
    private final MockApi api = MockApi.start();
    private final Client client = new Client();
    private final Table seven = Table.of("id", 7, i -> Table.fields("id", i + 1, "at", "2024-01-0" + (i + 1)));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void pagesByNumber() throws Exception {
        api.get(
                "/a",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.numbered("page", 1).size("per_page", 3).moreIn("more")));

        assertThat(Client.ids(client.get(api.url("/a")), "data")).containsExactly(1, 2, 3);
        assertThat(Client.ids(client.get(api.url("/a?page=3")), "data")).containsExactly(7);
        assertThat(Client.field(client.get(api.url("/a?page=3")), "more")).isEqualTo(false);
        assertThat(Client.ids(client.get(api.url("/a?page=4")), "data")).isEmpty();
        assertThat(Client.ids(client.get(api.url("/a?page=2&per_page=4")), "data"))
                .containsExactly(5, 6, 7);
        assertThat(client.get(api.url("/a?page=x")).statusCode()).isEqualTo(400);
    }

    @Test
    void pagesByOffsetUpToADepth() throws Exception {
        api.get(
                "/a",
                Listing.of(seven)
                        .records("r.items")
                        .paged(Paging.offset("offset")
                                .size("limit", 2)
                                .totalIn("r.total")
                                .depthCap(4)));

        assertThat(Client.ids(client.get(api.url("/a?offset=2")), "r.items")).containsExactly(3, 4);
        assertThat(Client.field(client.get(api.url("/a?offset=2")), "r.total")).isEqualTo(7);
        HttpResponse<String> deep = client.get(api.url("/a?offset=4"));
        assertThat(deep.statusCode()).isEqualTo(400);
        assertThat(deep.body()).isEqualTo("{\"error\":\"only the first 4 results can be read\"}");
    }

    @Test
    void pagesByTokensThatExpire() throws Exception {
        Paging paging = Paging.token("cursor").size(3).nextIn("next_cursor");
        api.get("/a", Listing.of(seven).records("data").paged(paging));

        Object second = Client.field(client.get(api.url("/a")), "next_cursor");
        assertThat(Client.ids(client.get(api.url("/a?cursor=" + second)), "data"))
                .containsExactly(4, 5, 6);
        paging.expire();
        HttpResponse<String> late = client.get(api.url("/a?cursor=" + second));
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("The cursor is invalid.");
        assertThat(client.get(api.url("/a?cursor=made-up")).statusCode()).isEqualTo(400);
    }

    @Test
    void driftsByTokenOfPlaceAndNotByTokenOfKey() throws Exception {
        api.get(
                "/place",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.token("c").size(3).nextIn("next")));
        api.get(
                "/key",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.keyToken("c", "id").size(3).nextIn("next")));
        Object place = Client.field(client.get(api.url("/place")), "next");
        Object key = Client.field(client.get(api.url("/key")), "next");

        seven.delete(2);

        assertThat(Client.ids(client.get(api.url("/place?c=" + place)), "data")).containsExactly(5, 6, 7);
        assertThat(Client.ids(client.get(api.url("/key?c=" + key)), "data")).containsExactly(4, 5, 6);
    }

    @Test
    void loopsAndNeverSaysTheEnd() throws Exception {
        api.get(
                "/loop",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.offset("o").size(3).nextIn("next").loopFrom(3)));
        api.get(
                "/endless",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.offset("o").size(4).nextIn("next").neverSaysEnd()));

        assertThat(Client.field(client.get(api.url("/loop")), "next")).isEqualTo("3");
        assertThat(Client.field(client.get(api.url("/loop?o=3")), "next")).isEqualTo("3");
        assertThat(Client.field(client.get(api.url("/endless?o=4")), "next")).isEqualTo("7");
        assertThat(client.get(api.url("/endless?o=7")).body()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void pagesByLinksAndKeys() throws Exception {
        api.get(
                "/header",
                Listing.of(seven)
                        .paged(Paging.numbered("page", 1).size("per_page", 4).linkHeader()));
        api.get(
                "/body",
                Listing.of(seven).records("d").paged(Paging.offset("o").size(4).nextLinkIn("links.next")));
        api.get(
                "/evil",
                Listing.of(seven)
                        .records("d")
                        .paged(Paging.offset("o").size(4).nextLinkIn("next", call -> "http://evil.example")));
        api.get(
                "/stripe",
                Listing.of(seven)
                        .records("data")
                        .orderedBy("-id")
                        .paged(Paging.after("starting_after", "id").size(3).moreIn("has_more")));

        String link = client.get(api.url("/header?per_page=4&q=a%20b"))
                .headers()
                .firstValue("link")
                .orElseThrow();
        assertThat(link)
                .isEqualTo("<" + api.url("/header?per_page=4&q=a%20b&page=2") + ">; rel=\"next\", <"
                        + api.url("/header?per_page=4&q=a%20b") + ">; rel=\"first\"");
        assertThat(client.get(api.url("/header?page=2"))
                        .headers()
                        .firstValue("link")
                        .orElseThrow())
                .doesNotContain("next");
        assertThat(Client.field(client.get(api.url("/body")), "links.next")).isEqualTo(api.url("/body?o=4"));
        assertThat(Client.field(client.get(api.url("/body?o=4")), "links.next")).isEqualTo("null");
        assertThat(Client.field(client.get(api.url("/evil")), "next")).isEqualTo("http://evil.example/evil?o=4");
        assertThat(Client.ids(client.get(api.url("/stripe")), "data")).containsExactly(7, 6, 5);
        assertThat(Client.ids(client.get(api.url("/stripe?starting_after=5")), "data"))
                .containsExactly(4, 3, 2);
        assertThat(client.get(api.url("/stripe?starting_after=99")).body()).contains("No such record: 99");
    }

    @Test
    void boundsWindows() throws Exception {
        api.get(
                "/a",
                Listing.of(seven)
                        .from("since", "at", Listing.Bound.INCLUSIVE)
                        .until("until", "at", Listing.Bound.EXCLUSIVE)
                        .from("above", "id", Listing.Bound.EXCLUSIVE));

        assertThat(Client.ids(client.get(api.url("/a?since=2024-01-03&until=2024-01-06")), ""))
                .containsExactly(3, 4, 5);
        assertThat(Client.ids(client.get(api.url("/a?above=5")), "")).containsExactly(6, 7);
    }

    @Test
    void hidesAfterPaging() throws Exception {
        api.get(
                "/a",
                Listing.of(seven)
                        .records("data")
                        .paged(Paging.offset("o").size(3).nextIn("next"))
                        .hide(row -> !String.valueOf(row.get("id")).equals("7")));

        assertThat(client.get(api.url("/a")).body()).isEqualTo("{\"data\":[],\"next\":\"3\"}");
        assertThat(Client.ids(client.get(api.url("/a?o=6")), "data")).containsExactly(7);
    }

    @Test
    void changesBetweenAndDuringRequests() throws Exception {
        List<String> events = new ArrayList<>();
        seven.onChange(change -> events.add(change.kind() + " " + change.row().get("id")));
        seven.hold("id", 8);
        api.get("/a", Listing.of(seven)).at(2, call -> seven.commit()).at(3, call -> seven.addFirst("id", 0));

        assertThat(Client.ids(client.get(api.url("/a")), "")).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(Client.ids(client.get(api.url("/a")), "")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Client.ids(client.get(api.url("/a")), "")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        seven.update(3, "at", null).delete(4);
        assertThat(Client.ids(client.get(api.url("/a")), "")).containsExactly(0, 1, 2, 3, 5, 6, 7, 8);
        assertThat(events).containsExactly("CREATED 8", "CREATED 0", "UPDATED 3", "DELETED 4");
        assertThat(seven.records()).contains(Table.fields("id", 3, "at", null));
    }

    @Test
    void answersGraphQl() throws Exception {
        api.post(
                        "/graphql",
                        Listing.of(seven)
                                .records("data.orders.nodes")
                                .paged(Paging.token("after")
                                        .size("first", 5)
                                        .nextIn("data.orders.pageInfo.endCursor")
                                        .moreIn("data.orders.pageInfo.hasNextPage")))
                .with(GraphQl.field("orders"));

        HttpResponse<String> first = client.post(
                api.url("/graphql"), "{\"query\":\"query { orders(first: 4, after: null) { nodes { id } } }\"}");
        assertThat(Client.ids(first, "data.orders.nodes")).containsExactly(1, 2, 3, 4);
        Object cursor = Client.field(first, "data.orders.pageInfo.endCursor");
        HttpResponse<String> second = client.post(
                api.url("/graphql"),
                "{\"query\":\"query($c: String) { orders(first: 4, after: $c) { nodes { id } } }\",\"variables\":{\"c\":\""
                        + cursor + "\"}}");
        assertThat(Client.ids(second, "data.orders.nodes")).containsExactly(5, 6, 7);
        assertThat(Client.field(second, "data.orders.pageInfo.hasNextPage")).isEqualTo(false);
        HttpResponse<String> wrong = client.post(api.url("/graphql"), "{\"query\":\"query { shops { id } }\"}");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).startsWith("{\"errors\":[{");
    }

    @Test
    void matchesTheRouteThatWasAddedLast() throws Exception {
        api.get(
                "/parents/{p}/children",
                Listing.of(Table.keyedBy("id").add("id", 1, "parent", "a").add("id", 2, "parent", "b"))
                        .child("p", "parent"));
        api.get("/parents/bad/children", call -> Reply.json(403, Map.of("message", "not yours")));

        assertThat(Client.ids(client.get(api.url("/parents/b/children")), "")).containsExactly(2);
        assertThat(client.get(api.url("/parents/bad/children")).statusCode()).isEqualTo(403);
        assertThat(client.post(api.url("/parents/b/children"), "").statusCode()).isEqualTo(404);
    }
}
