package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors whose streams are set key by key. */
class FlatSourceTest {

    private static final int WRONG = 2;

    @TempDir
    private Path directory;

    private final ShopApi shop = new ShopApi(10);

    @AfterEach
    void stop() {
        shop.close();
    }

    /** The shop's two streams. */
    private String flat() {
        return """
                {
                  "name": "shop",
                  "config": {
                    "connector.class": "io.headrace.source.http.HttpSourceConnector",
                    "tasks.max": "2",
                    "topic.pattern": "shop.${stream}",
                    "http.url": "%s",
                    "http.auth.type": "bearer",
                    "http.auth.token": "%s",
                    "streams": "orders,items",
                    "streams.orders.path": "/orders",
                    "streams.orders.records": "/data",
                    "streams.orders.primary.key": "id",
                    "streams.orders.pagination.type": "cursor",
                    "streams.orders.pagination.cursor.path": "/next",
                    "streams.orders.pagination.param": "after",
                    "streams.orders.cursor.field": "updated_at",
                    "streams.orders.cursor.start": "2024-01-01",
                    "streams.orders.cursor.start.param": "since",
                    "streams.items.parent": "orders",
                    "streams.items.path": "/orders/{parent.id}/items",
                    "streams.items.primary.key": "order_id,line",
                    "streams.items.schema": "{\\"type\\":\\"object\\",\\"properties\\":{\\"line\\":{\\"type\\":\\"integer\\"}}}"
                  }
                }
                """.formatted(shop.api.url(), ShopApi.TOKEN);
    }

    private String file(String text) {
        try {
            return Files.writeString(directory.resolve("shop.json"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsStreamsAndTheirChildren() {
        Run run = Run.of("read", file(flat()));
        assertThat(run.err()).containsExactly("orders: 10 records", "items: 20 records");
        assertThat(run.code()).isZero();
        assertThat(run.out()).hasSize(30);
        assertThat(run.out().get(0)).contains("\"id\":1").contains("\"total\":0.5");
    }

    @Test
    void readsMessagesAndGoesOnBehindThem() {
        String connector = file(flat());
        String state = directory.resolve("state.jsonl").toString();
        Run first =
                Run.of("read", connector, "--stream", "orders", "--protocol", "--limit", "4", "--save-state", state);
        assertThat(first.out()).filteredOn(line -> line.contains("\"RECORD\"")).hasSize(4);
        Run rest = Run.of("read", connector, "--stream", "orders", "--state", state);
        assertThat(rest.out()).hasSize(6);
        assertThat(rest.out().get(0)).contains("\"id\":5");
    }

    @Test
    void checksEveryStream() {
        Run run = Run.of("check", file(flat()));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsExactly("orders: ok", "items: ok");
        assertThat(run.code()).isZero();
    }

    @Test
    void describesStreamsInTheShapeOfACatalog() {
        Run run = Run.of("discover", file(flat()), "--sample", "5");
        assertThat(run.code()).isZero();
        assertThat(String.join("", run.out()).replaceAll("\\s", ""))
                .contains("\"supported_sync_modes\":[\"full_refresh\",\"incremental\"],\"source_defined_cursor\":true,"
                        + "\"default_cursor_field\":[\"updated_at\"],\"source_defined_primary_key\":[[\"id\"]]}")
                .endsWith("{\"name\":\"items\",\"json_schema\":{\"type\":\"object\",\"properties\":"
                        + "{\"line\":{\"type\":\"integer\"}}},\"supported_sync_modes\":[\"full_refresh\"],"
                        + "\"source_defined_primary_key\":[[\"order_id\"],[\"line\"]]}]}");
    }

    @Test
    void errorsPointAtTheLineAndTheKey() {
        String connector = file(flat().replace("pagination.cursor.path", "pagination.cursor.pth")
                .replace("\"2024-01-01\"", "\"yesterday\""));
        Run run = Run.of("check", connector);
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsExactly(
                        "headrace: " + connector + ":15: streams.orders.pagination.cursor.pth: there is no such setting"
                                + " of a stream; the nearest is streams.orders.pagination.cursor.path. Rename the key or"
                                + " remove it.",
                        connector
                                + ": streams.orders.pagination.cursor.path: it is missing; pages by cursor or next_url"
                                + " need the place of the next one. Set it, or pagination.cursor.header or"
                                + " pagination.cursor.record.",
                        connector
                                + ":18: streams.orders.cursor.start: 'yesterday' is not allowed; it must be a date such"
                                + " as 2024-01-31, or a time such as 2024-01-31T12:00:00Z. Correct it.");
    }

    @Test
    void wrongTemplatesAndDurationsPointAtTheirKeysToo() {
        String connector = file(
                flat().replace(
                                "\"streams.orders.primary.key\": \"id\"",
                                "\"streams.orders.filter\": \"{{ record.id > }}\"")
                        .replace(
                                "\"streams.orders.cursor.start.param\": \"since\"",
                                "\"streams.orders.cursor.start.param\": \"since\", \"streams.orders.cursor.window\": \"1 day\""));
        Run run = Run.of("check", connector);
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err()).hasSize(2);
        assertThat(run.err().get(0)).startsWith("headrace: " + connector + ":13: streams.orders.filter: ");
        assertThat(run.err().get(1))
                .isEqualTo(connector + ":19: streams.orders.cursor.window: '1 day' is no ISO 8601 duration; write P1D,"
                        + " PT1H or P1M for example.");
    }

    @Test
    void aManifestInsideAConnectorIsReadAsIfItStoodAlone() {
        String inline = connector(
                Map.of("http.manifest", ShopApi.MANIFEST, "config.url", shop.api.url(), "config.token", ShopApi.TOKEN));
        assertThat(Run.of("check", file(inline)).out()).containsExactly("orders: ok");
        Run wrong = Run.of("check", file(inline.replace("cursor_field: updated_at", "cursor_feld: updated_at")));
        assertThat(wrong.code()).isEqualTo(WRONG);
        assertThat(wrong.err().get(0))
                .startsWith("headrace: " + directory.resolve("shop.json")
                        + " http.manifest:23: $.streams[0].incremental_sync.cursor_feld: ");
    }

    @Test
    void streamsChooseAmongThoseOfAManifest() {
        String chosen = connector(Map.of(
                "http.manifest",
                ShopApi.MANIFEST,
                "streams",
                "items",
                "config.url",
                shop.api.url(),
                "config.token",
                ShopApi.TOKEN));
        assertThat(Run.of("read", file(chosen)).err()).containsExactly("items: 20 records");
    }

    @Test
    void flatKeysBesideAManifestAreRefused() {
        String both = connector(Map.of(
                "http.manifest",
                ShopApi.MANIFEST,
                "http.url",
                "http://localhost",
                "config.url",
                shop.api.url(),
                "config.token",
                ShopApi.TOKEN));
        Run run = Run.of("read", file(both));
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err())
                .singleElement()
                .asString()
                .endsWith(": http.url: it has no effect beside a manifest," + " which says this itself. Remove it.");
    }

    /** What only the connector itself knows must not be taken for a mistake. */
    @Test
    void everyKeyOfTheReferenceIsLetThrough() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "source-http.md"));
        Matcher heading = Pattern.compile("(?m)^### `?([a-z0-9.]+)`?$").matcher(page);
        Map<String, String> config = new LinkedHashMap<>();
        while (heading.find() && !heading.group(1).equals("path")) {
            config.put(heading.group(1), "?");
        }
        assertThat(config).hasSizeGreaterThan(35).containsKeys("topic.pattern", "poll.interval.ms", "record.format");
        Run run = Run.of("check", file(connector(config)));
        assertThat(run.err()).noneMatch(line -> line.contains("there is no such setting"));
    }

    private static String connector(Map<String, String> keys) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("connector.class", "io.headrace.source.http.HttpSourceConnector");
        config.putAll(keys);
        return Json.text(Map.of("name", "shop", "config", config));
    }

    @Test
    void anUnknownStreamIsNamed() {
        Run run = Run.of("read", file(flat()), "--stream", "itms");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err())
                .isEqualTo(List.of("headrace: " + directory.resolve("shop.json")
                        + " has no stream 'itms'; write 'items' if that is meant."));
    }
}
