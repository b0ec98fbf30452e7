package io.headrace.cli.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's three connectors, as one would POST them. */
final class DemoConnectors {

    private DemoConnectors() {}

    static Map<String, Map<String, String>> of(String shopUrl, Path warehouse, Path lake) {
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

    private static Map<String, String> sink(String plugin, Map<String, String> own) {
        Map<String, String> config = new LinkedHashMap<>(own);
        config.put("connector.class", plugin);
        config.put("tasks.max", "1");
        config.put("topics.regex", "shop\\.public\\..*");
        config.put("table.format", "${table}");
        config.put("flush.interval.ms", "1000");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.metadata.max.age.ms", "1000");
        return config;
    }
}
