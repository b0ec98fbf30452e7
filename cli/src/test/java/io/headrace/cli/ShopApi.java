package io.headrace.cli;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shop behind a bearer token: orders that change, by cursor; the items of each order, by page number. */
final class ShopApi implements AutoCloseable {

    static final String TOKEN = "canary-7c41";

    static final String MANIFEST = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [orders]}
            definitions:
              requester:
                type: HttpRequester
                url_base: "{{ config['url'] }}"
                authenticator: {type: BearerAuthenticator, api_token: "{{ config['token'] }}"}
            streams:
              - type: DeclarativeStream
                name: orders
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester: {$ref: "#/definitions/requester", path: /orders}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  paginator:
                    type: DefaultPaginator
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
              - type: DeclarativeStream
                name: items
                primary_key: [order_id, line]
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {type: object, properties: {order_id: {type: integer}, line: {type: integer}}}
                retriever:
                  type: SimpleRetriever
                  requester: {$ref: "#/definitions/requester", path: "/orders/{{ stream_partition.order }}/items"}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - {type: ParentStreamConfig, stream: {$ref: "#/streams/0"}, parent_key: id, partition_field: order}
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [url, token]
                properties:
                  url: {type: string}
                  token: {type: string, airbyte_secret: true}
            """;

    final MockApi api = MockApi.start();
    final Table orders;

    ShopApi(int count) {
        orders = Table.of("id", count, ShopApi::order);
        Table items = Table.of(
                "line", count * 2, i -> Table.fields("order_id", i / 2 + 1, "line", i % 2 + 1, "article", "screw"));
        api.with(Guards.bearer(TOKEN));
        api.get(
                "/orders",
                Listing.of(orders)
                        .records("data")
                        .from("since", "updated_at", Listing.Bound.INCLUSIVE)
                        .paged(Paging.token("after").size(4).nextIn("next")));
        api.get("/orders/{order}/items", Listing.of(items).child("order", "order_id"));
    }

    private static Map<String, Object> order(int i) {
        return Map.of("id", i + 1, "updated_at", "2024-01-%02dT10:00:00Z".formatted(i % 28 + 1), "total", i + 0.5);
    }

    /** Writes the manifest and its settings. */
    Path files(Path directory) {
        try {
            Files.writeString(
                    directory.resolve("config.json"), "{\"url\": \"" + api.url() + "\", \"token\": \"" + TOKEN + "\"}");
            return Files.writeString(directory.resolve("shop.yaml"), MANIFEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
