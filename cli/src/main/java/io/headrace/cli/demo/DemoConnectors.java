package io.headrace.cli.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The demo's connectors, as one would POST them. Passwords come from the worker's environment: {@code SHOP_PASSWORD}, {@code API_SECRET} and {@code PAYMENTS_SECRET}.
 *
 * @param shopUrl the database
 * @param apiUrl the shop's API
 * @param hooksPort where webhooks are taken
 */
record DemoConnectors(String shopUrl, String apiUrl, int hooksPort, Path warehouse, Path lake) {

    static final String HOOKS = "/payments";

    Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        connectors.put(
                "shop-cdc",
                Map.of(
                        "connector.class", "io.headrace.source.postgres.PostgresSourceConnector",
                        "tasks.max", "1",
                        "url", shopUrl,
                        "username", "postgres",
                        "password", "${env:SHOP_PASSWORD}",
                        "tables", "public.*",
                        "topic.prefix", "shop"));
        connectors.put("shop-api", api());
        connectors.put("shop-hooks", hooks());
        connectors.put(
                "shop-warehouse",
                sink(
                        "io.headrace.duckdb.DuckDbSinkConnector",
                        Map.of("url", "duckdb://" + warehouse.toUri().getRawPath(), "write.mode", "merge")));
        connectors.put(
                "shop-lake",
                sink(
                        "io.headrace.filesink.FilesSinkConnector",
                        Map.of("url", "file://" + lake.toUri().getRawPath(), "format", "parquet")));
        return connectors;
    }

    private Map<String, String> api() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.headrace.source.http.HttpSourceConnector");
        config.put("tasks.max", "1");
        config.put("http.url", apiUrl + "/v1");
        config.put("http.auth.type", "oauth2_client_credentials");
        config.put("http.auth.token.url", apiUrl + "/oauth/token");
        config.put("http.auth.client.id", ShopApi.CLIENT);
        config.put("http.auth.client.secret", "${env:API_SECRET}");
        config.put("streams", "shipments,tracking");
        config.put("topic.pattern", "shop.api.${stream}");
        config.put("poll.interval.ms", "1000");
        pages(config, "streams.shipments.");
        config.put("streams.shipments.cursor.field", "updated_at");
        config.put("streams.shipments.cursor.start", "2024-01-01");
        config.put("streams.shipments.cursor.start.param", "updated_since");
        config.put("streams.shipments.deletes.field", "cancelled");
        pages(config, "streams.tracking.");
        config.put("streams.tracking.path", "/shipments/{parent.id}/events");
        config.put("streams.tracking.parent", "shipments");
        config.put("streams.tracking.parent.changed.only", "true");
        return config;
    }

    private static void pages(Map<String, String> config, String stream) {
        config.put(stream + "records", "/data");
        config.put(stream + "primary.key", "id");
        config.put(stream + "pagination.type", "cursor");
        config.put(stream + "pagination.cursor.path", "/next");
        config.put(stream + "pagination.param", "after");
    }

    private Map<String, String> hooks() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.headrace.source.http.WebhookSourceConnector");
        config.put("tasks.max", "1");
        config.put("host", "127.0.0.1");
        config.put("port", Integer.toString(hooksPort));
        config.put("path", HOOKS);
        config.put("topic", "shop.hooks.payments");
        config.put("verify", "standard_webhooks");
        config.put("secret", "${env:PAYMENTS_SECRET}");
        // The key that merging goes by is a field of that name, as with the other topics.
        config.put("transforms", "key");
        config.put("transforms.key.type", "org.apache.kafka.connect.transforms.HoistField$Key");
        config.put("transforms.key.field", "id");
        return config;
    }

    private static Map<String, String> sink(String plugin, Map<String, String> own) {
        Map<String, String> config = new LinkedHashMap<>(own);
        config.put("connector.class", plugin);
        config.put("tasks.max", "1");
        config.put("topics.regex", "shop\\.(public|api|hooks)\\..*");
        config.put("table.format", "${table}");
        config.put("flush.interval.ms", "1000");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.metadata.max.age.ms", "1000");
        return config;
    }
}
