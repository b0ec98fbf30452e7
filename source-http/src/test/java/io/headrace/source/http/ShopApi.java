package io.headrace.source.http;

import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import java.util.HashMap;
import java.util.Map;

/** A shop behind an API: orders by pages with tokens, and the items of each order. */
final class ShopApi implements AutoCloseable {

    final MockApi mock = MockApi.start();
    final Table orders;
    final Table items;

    ShopApi(int count, int itemsEach) {
        orders = Table.of("id", count, i -> order(i, 10));
        items = Table.of(
                "id",
                count * itemsEach,
                i -> Table.fields("id", i, "order_id", i / itemsEach, "price", new java.math.BigDecimal("9.90")));
        mock.get(
                "/orders",
                Listing.of(orders)
                        .records("data")
                        .from("since", "updated_at", Listing.Bound.INCLUSIVE)
                        .until("before", "updated_at", Listing.Bound.INCLUSIVE)
                        .orderedBy("id")
                        .paged(Paging.keyToken("after", "id").size("limit", 10).nextIn("next")));
        mock.get(
                "/orders/{order}/items",
                Listing.of(items)
                        .records("data")
                        .child("order", "order_id")
                        .orderedBy("id")
                        .paged(Paging.keyToken("after", "id").size("limit", 2).nextIn("next")));
    }

    /** An order that changed on a day of January 2024. */
    static Map<String, Object> order(int id, int day) {
        return Map.copyOf(Map.of(
                "id",
                id,
                "state",
                "open",
                "total",
                new java.math.BigDecimal("12.50"),
                "updated_at",
                "2024-01-" + day + "T00:00:00Z"));
    }

    /** A configuration that reads orders. */
    Map<String, String> orders(String... more) {
        Map<String, String> config = new HashMap<>();
        config.put("name", "shop");
        config.put("connector.class", HttpSourceConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("http.url", mock.url());
        config.put("streams", "orders");
        config.put("poll.interval.ms", "86400000");
        paged(config, "orders");
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    /** A configuration that reads orders and their items. */
    Map<String, String> ordersAndItems(String... more) {
        Map<String, String> config = orders("streams", "orders,items");
        paged(config, "items");
        config.put("streams.items.parent", "orders");
        config.put("streams.items.path", "/orders/{parent.id}/items");
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static void paged(Map<String, String> config, String stream) {
        String prefix = "streams." + stream + ".";
        config.put(prefix + "records", "/data");
        config.put(prefix + "primary.key", "id");
        config.put(prefix + "pagination.type", "cursor");
        config.put(prefix + "pagination.cursor.path", "/next");
        config.put(prefix + "pagination.param", "after");
    }

    @Override
    public void close() {
        mock.close();
    }
}
