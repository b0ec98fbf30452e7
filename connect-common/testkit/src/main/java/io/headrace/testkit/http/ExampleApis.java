package io.headrace.testkit.http;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that the examples of {@code config-examples/http} read, all on one server, with some records each. Every one wants its credential. */
public final class ExampleApis implements AutoCloseable {

    /** What stands for every secret of the examples. */
    public static final String SECRET = "of-a-test";

    private static final String LEDGER_FILE = "id,booked_on,account,amount\n";

    private final MockApi api = MockApi.start();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, Long> records = new LinkedHashMap<>();

    public ExampleApis() {
        shop(at("https://api.shop.example", "/shop"));
        partner(at("https://api.partner.example", "/partner"));
        github(at("https://api.github.com", "/github"));
        stripe(at("https://api.stripe.com", "/stripe"));
        forge(at("https://forge.example", "/forge"));
        desk(at("https://desk.example", "/desk"));
        fleet(at("https://fleet.example", "/fleet"));
        catalog(at("https://catalog.example", "/catalog"));
        ledger(at("https://ledger.example", "/ledger"));
    }

    /** {@return the addresses in the examples, and what stands for each here} */
    public Map<String, String> places() {
        return Map.copyOf(places);
    }

    /** {@return how many records the examples together bring into each topic} */
    public Map<String, Long> records() {
        return Map.copyOf(records);
    }

    private String at(String address, String path) {
        places.put(address, api.url(path));
        return path;
    }

    private void shop(String base) {
        OAuthServer login = OAuthServer.of("reporting", SECRET);
        api.post(base + "/oauth/token", login);
        Table orders = Table.of("id", 30, i -> fields("id", i, "updated_at", day(i)));
        Table items = Table.of("id", 30, i -> fields("id", i, "order_id", i, "price", 9.5));
        api.get(
                        base + "/v1/orders",
                        Listing.of(orders)
                                .records("data")
                                .from("updated_since", "updated_at", Bound.INCLUSIVE)
                                .orderedBy("updated_at", "id")
                                .paged(Paging.keyToken("after", "id").size(20).nextIn("next")))
                .with(login.guard());
        api.get(
                        base + "/v1/orders/{order}/items",
                        Listing.of(items).records("data").child("order", "order_id"))
                .with(login.guard());
        records.put("shop.orders", 30L);
        records.put("shop.items", 30L);
    }

    private void partner(String base) {
        Table products = Table.of("sku", 120, i -> fields("sku", "p" + i));
        Table regions = Table.of("code", 2, i -> fields("code", "r" + i));
        api.get(
                        base + "/products",
                        Listing.of(products)
                                .records("items")
                                .orderedBy("sku")
                                .paged(Paging.numbered("page", 1).size("per_page", 10)))
                .with(Guards.header("X-Api-Key", SECRET));
        api.get(base + "/regions", Listing.of(regions)).with(Guards.header("X-Api-Key", SECRET));
        records.put("partner.products", 120L);
        records.put("partner.regions", 2L);
    }

    private void github(String base) {
        Table issues = Table.of("id", 3, i -> fields("id", i, "title", "Issue " + i, "updated_at", day(i)));
        Table comments = Table.of("id", 2, i -> fields("id", i, "body", "Me too", "updated_at", day(i)));
        for (Map.Entry<String, Table> list :
                Map.of("issues", issues, "issues/comments", comments).entrySet()) {
            api.get(
                            base + "/repos/apache/kafka/" + list.getKey(),
                            Listing.of(list.getValue())
                                    .orderedBy("updated_at", "id")
                                    .from("since", "updated_at", Bound.INCLUSIVE)
                                    .paged(Paging.numbered("page", 1)
                                            .size("per_page", 30)
                                            .linkHeader()))
                    .with(Guards.bearer(SECRET));
        }
        records.put("github-api.issues", 3L);
        records.put("github-api.comments", 2L);
    }

    private void stripe(String base) {
        for (String list : List.of("customers", "charges", "events")) {
            Table objects = Table.of(
                    "id",
                    list.equals("events") ? 0 : 3,
                    i -> fields("id", list + i, "object", list, "created", 1_706_000_000 + i));
            api.get(
                            base + "/v1/" + list,
                            Listing.of(objects)
                                    .records("data")
                                    .orderedBy("-created", "-id")
                                    .from("created[gte]", "created", Bound.INCLUSIVE)
                                    .until("created[lte]", "created", Bound.INCLUSIVE)
                                    .paged(Paging.after("starting_after", "id")
                                            .size("limit", 10)
                                            .moreIn("has_more")))
                    .with(Guards.bearer(SECRET));
        }
        records.put("stripe.customers", 3L);
        records.put("stripe.charges", 3L);
    }

    private void forge(String base) {
        Table projects = Table.of("id", 120, i -> fields("id", i, "name", "Project " + i));
        api.get(
                        base + "/api/v4/projects",
                        Listing.of(projects)
                                .orderedBy("id")
                                .paged(Paging.numbered("page", 1)
                                        .size("per_page", 20)
                                        .linkHeader()))
                .with(Guards.bearer(SECRET))
                .with(Guards.query("membership", "true"));
        records.put("forge.projects", 120L);
    }

    private void desk(String base) {
        Table tickets = Table.of("id", 130, i -> fields("id", i, "created_at", day(i % 28)));
        api.get(
                        base + "/api/tickets",
                        Listing.of(tickets)
                                .records("tickets")
                                .from("created_after", "created_at", Bound.INCLUSIVE)
                                .until("created_before", "created_at", Bound.INCLUSIVE)
                                .orderedBy("created_at", "id")
                                .paged(Paging.offset("offset").size("limit", 20)))
                .with(Guards.basic("reporting", SECRET));
        records.put("desk.tickets", 130L);
    }

    private void fleet(String base) {
        Table vehicles =
                Table.of("id", 3, i -> fields("id", i, "depot", i == 0 ? "north" : "south", "plate", "HR " + i));
        Table trips = Table.of("id", 6, i -> fields("id", i, "vehicle", i / 2, "ended_at", day(i)));
        Table stops = Table.of("id", 6, i -> fields("id", i, "trip", i, "place", "Graz"));
        api.get(base + "/v2/vehicles", Listing.of(vehicles).records("vehicles").equal("depot", "depot"))
                .with(Guards.query("key", SECRET));
        api.get(
                        base + "/v2/vehicles/{vehicle}/trips",
                        Listing.of(trips)
                                .records("trips")
                                .child("vehicle", "vehicle")
                                .from("ended_from", "ended_at", Bound.INCLUSIVE)
                                .orderedBy("ended_at"))
                .with(Guards.query("key", SECRET));
        api.get(
                        base + "/v2/trips/{trip}/stops",
                        Listing.of(stops).records("stops").child("trip", "trip"))
                .with(Guards.query("key", SECRET));
        records.put("fleet.vehicles", 3L);
        records.put("fleet.trips", 6L);
        records.put("fleet.stops", 6L);
    }

    private void catalog(String base) {
        Table articles = Table.of("sku", 5, i -> fields("sku", "a" + i, "title", "Article " + i, "updatedAt", day(i)));
        api.post(
                        base + "/graphql",
                        Listing.of(articles)
                                .records("data.articles.nodes")
                                .orderedBy("sku")
                                .paged(Paging.keyToken("after", "sku")
                                        .size(2)
                                        .nextIn("data.articles.pageInfo.endCursor")
                                        .moreIn("data.articles.pageInfo.hasNextPage")))
                .with(Guards.bearer(SECRET))
                .with(GraphQl.field("articles"));
        records.put("catalog.articles", 5L);
    }

    private void ledger(String base) {
        ExportJobs.at(api, base + "/api/exports", call -> {
                    boolean first = call.body().contains("2024-01-01");
                    String file = LEDGER_FILE + (first ? "1,2024-01-05,4000,19.90\n2,2024-01-31,4010,-5.00\n" : "");
                    return Reply.of(200, "text/csv", file.getBytes(StandardCharsets.UTF_8));
                })
                .running(0);
        records.put("ledger.bookings", 2L);
    }

    /** A day of January 2024; the number of days after the first. */
    private static String day(int number) {
        return "2024-01-%02dT00:00:00Z".formatted(1 + number);
    }

    @Override
    public void close() {
        api.close();
    }
}
