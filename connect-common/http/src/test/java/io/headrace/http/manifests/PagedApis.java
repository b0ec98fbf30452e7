package io.headrace.http.manifests;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The APIs that the declarations about pages, windows and slices are written for. */
final class PagedApis {

    private PagedApis() {}

    static void pages(MockApi api) {
        Table orders = Table.of("id", 7, i -> fields("id", i + 1, "total", "1" + i + ".50"));
        api.get(
                        "/v1/orders",
                        Listing.of(orders)
                                .records("data.orders")
                                .paged(Paging.numbered("page", 1).size("per_page", 50)))
                .with(Guards.bearer("secret-token"));
        api.get("/v1/countries", call -> Reply.json(List.of(fields("code", "NL"), fields("code", "PL"))))
                .with(Guards.bearer("secret-token"));
    }

    static void offsets(MockApi api) {
        Table items = Table.of("id", 5, i -> fields("id", i + 1));
        api.post(
                        "/search",
                        Listing.of(items)
                                .records("hits")
                                .paged(Paging.offset("page.offset").size("page.limit", 50)))
                .with(Guards.header("X-Api-Key", "k-1"));
        api.get(
                        "/items",
                        Listing.of(items)
                                .records("items")
                                .paged(Paging.offset("start").size("count", 50)))
                .with(Guards.query("key", "k-1"));
        api.get(
                "/everything",
                Listing.of(items)
                        .records("items")
                        .paged(Paging.offset("X-Offset").size("X-Limit", 50)));
    }

    static void cursors(MockApi api) {
        Table users = Table.of(
                "id", 5, i -> fields("id", "u" + (i + 1), "_meta", fields("etag", i), "name", "User " + (i + 1)));
        api.with(Guards.basic("me", "pw"));
        api.get(
                "/users",
                Listing.of(users)
                        .records("result")
                        .beside("ok", true)
                        .paged(Paging.after("cursor", "id")
                                .size("limit", 50)
                                .nextIn("paging.after")
                                .moreIn("paging.more")));
        api.get(
                "/linked",
                Listing.of(users)
                        .records("result")
                        .paged(Paging.offset("o").size("limit", 2).nextLinkIn("links.next")));
        api.get("/headed", Listing.of(users).paged(Paging.offset("from").size(2).nextInHeader("X-Next")));
    }

    static void windows(MockApi api) {
        api.timeIs(Instant.parse("2024-01-25T08:30:00Z"));
        Table invoices = Table.keyedBy("id")
                .add("id", 1, "updated_at", "2024-01-01T00:00:00Z")
                .add("id", 2, "updated_at", "2024-01-09T23:59:59Z")
                .add("id", 3, "updated_at", "2024-01-10T00:00:00Z")
                .add("id", 4, "updated_at", "2024-01-14T12:00:00Z")
                .add("id", 5, "updated_at", "2024-01-25T08:30:00Z");
        api.get(
                "/invoices",
                Listing.of(invoices)
                        .records("data")
                        .orderedBy("updated_at")
                        .from("updated_since", "updated_at", Bound.INCLUSIVE)
                        .until("updated_until", "updated_at", Bound.INCLUSIVE)
                        .paged(Paging.numbered("page", 1).size("per_page", 50)));
    }

    static void clamped(MockApi api) {
        Table sales = Table.keyedBy("id")
                .add("id", 1, "region", "eu", "day", "2024-01-31")
                .add("id", 2, "region", "us", "day", "2024-02-27")
                .add("id", 3, "region", "eu", "day", "2024-02-29")
                .add("id", 4, "region", "eu", "day", "2024-03-10");
        api.get(
                "/sales",
                Listing.of(sales)
                        .records("rows")
                        .equal("region", "region")
                        .from("from", "day", Bound.INCLUSIVE)
                        .until("to", "day", Bound.INCLUSIVE));
    }

    static void counts(MockApi api) {
        Table events = Table.of("seq", 6, i -> fields("seq", i + 1, "kind", i % 3 == 0 ? "ping" : "sale"));
        api.get(
                "/kinds/{kind}",
                call -> Reply.json(fields("items", List.of(fields("id", "kind " + call.var("kind"))))));
        api.get(
                "/events",
                Listing.of(events)
                        .records("events")
                        .from("since_seq", "seq", Bound.INCLUSIVE)
                        .paged(Paging.offset("offset").size("limit", 50)));
    }

    static void children(MockApi api) {
        Table shops = Table.keyedBy("id")
                .add("id", "a", "country", "NL")
                .add("id", "b", "country", "DE")
                .add("id", "c", "country", "FR");
        Table carts = Table.keyedBy("id")
                .add("id", 1, "shop", "a", "lines", fields("data", List.of(fields("sku", "x"), fields("sku", "y"))))
                .add("id", 2, "shop", "c", "lines", fields("data", List.of(fields("sku", "z"))))
                .add("id", 3, "shop", "c", "lines", fields("data", List.of()));
        Table notes = Table.of("id", 4, i -> fields("id", i + 1, "cart", 1 + i % 2, "text", "note " + i));
        api.get("/shops", Listing.of(shops).records("shops"));
        api.get("/shops/{shop}/carts", Listing.of(carts).records("carts").child("shop", "shop"));
        api.get("/shops/b/carts", call -> Reply.json(404, Map.of("error", "shop is closed")));
        api.get(
                "/carts/{cart}/notes",
                Listing.of(notes)
                        .records("notes")
                        .child("cart", "cart")
                        .paged(Paging.numbered("page", 1).size("size", 50)));
    }

    static void errors(MockApi api) {
        api.get("/flaky", call -> Reply.json(fields("ok", true, "items", List.of(fields("id", 1)))))
                .say(1, Reply.empty(503))
                .say(1, Reply.json(fields("ok", false, "error", "busy, try again")))
                .say(1, Reply.json(429, Map.of("error", "slow down")).header("X-Wait", "wait 0.1 s"))
                .say(1, Reply.json(429, Map.of("error", "slow down")).header("X-Until", "1577836800"));
        api.get("/absent", call -> Reply.json(404, Map.of("error", "no such account")));
        api.get("/odd", call -> Reply.json(418, fields("items", List.of(fields("id", 2)))));
        api.get("/unready", call -> Reply.json(List.of(fields("id", 3))))
                .say(2, Reply.json(409, Map.of("error", "not ready")));
    }
}
