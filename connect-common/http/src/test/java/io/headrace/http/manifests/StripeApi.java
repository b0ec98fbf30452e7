package io.headrace.http.manifests;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Row;
import io.headrace.testkit.http.Table;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** An account of Stripe, in the shape of docs.stripe.com/api; fields that nothing here reads are left out. Every change writes an event. */
final class StripeApi {
    static final String KEY = "rk_test_canary";

    final Table customers = Table.keyedBy("id");
    final Table charges = Table.keyedBy("id");
    final Table events = Table.keyedBy("id");
    final AtomicLong now;
    private final AtomicInteger eventIds = new AtomicInteger();

    /** @param now the service's clock, epoch seconds */
    StripeApi(MockApi api, long now) {
        this.now = new AtomicLong(now);
        api.with(Guards.bearer(KEY));
        api.timeIs(() -> Instant.ofEpochSecond(this.now.get()));
        serve(api, "customers", customers);
        serve(api, "charges", charges);
        serve(api, "events", events);
        customers.onChange(this::event);
        charges.onChange(this::event);
    }

    private static void serve(MockApi api, String name, Table table) {
        api.get(
                "/v1/" + name,
                Listing.of(table)
                        .records("data")
                        .beside("object", "list")
                        .beside("url", "/v1/" + name)
                        .orderedBy("-created", "-id")
                        .from("created[gte]", "created", Bound.INCLUSIVE)
                        .until("created[lte]", "created", Bound.INCLUSIVE)
                        .where(call -> call.query("type")
                                .<Predicate<Row>>map(pattern ->
                                        row -> String.valueOf(row.get("type")).startsWith(pattern.replace("*", "")))
                                .orElse(null))
                        .paged(Paging.after("starting_after", "id")
                                .size("limit", 10)
                                .atMost(100)
                                .moreIn("has_more")));
    }

    void customer(String id, String email) {
        customers.add(fields(
                "id",
                id,
                "object",
                "customer",
                "created",
                now.get(),
                "email",
                email,
                "livemode",
                false,
                "metadata",
                Map.of()));
    }

    void charge(String id, String customer, int amount) {
        charges.add(fields(
                "id",
                id,
                "object",
                "charge",
                "created",
                now.get(),
                "amount",
                amount,
                "currency",
                "usd",
                "customer",
                customer,
                "refunded",
                false));
    }

    private void event(Table.Change change) {
        String kind = change.row().get("object")
                + switch (change.kind()) {
                    case CREATED -> ".created";
                    case UPDATED -> ".updated";
                    case DELETED -> ".deleted";
                };
        events.add(fields(
                "id",
                String.format("evt_%06d", eventIds.incrementAndGet()),
                "object",
                "event",
                "api_version",
                "2024-06-20",
                "created",
                now.get(),
                "data",
                fields("object", change.row().fields()),
                "type",
                kind));
    }
}
