package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Fingerprint;
import io.headrace.http.spec.SpecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String SHOP = """
            version: 6.0.0
            type: DeclarativeSource
            check:
              stream_names: [orders]
            definitions:
              requester:
                type: HttpRequester
                url_base: https://shop.example.com/v1
                authenticator:
                  type: BearerAuthenticator
                  api_token: "{{ config['api_token'] }}"
              paginator:
                type: DefaultPaginator
                page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor}
                pagination_strategy:
                  type: CursorPagination
                  cursor_value: "{{ response.next }}"
              stream:
                type: DeclarativeStream
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    $ref: "#/definitions/requester"
                  record_selector:
                    extractor:
                      field_path: [data]
                  paginator: "#/definitions/paginator"
              orders:
                $ref: "#/definitions/stream"
                $parameters:
                  name: orders
                  path: /orders
            streams:
              - "#/definitions/orders"
              - $ref: "#/definitions/stream"
                primary_key: [order_id, line]
                $parameters: {name: items, path: "/orders/{{ stream_partition.order }}/items"}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - stream: "#/definitions/orders"
                        parent_key: id
                        partition_field: order
            """;

    private static Manifest read(String text) {
        return Manifest.read(text, Manifest.Unsupported.FAIL);
    }

    @Test
    void referencesAreResolvedAndParametersHandedDown() {
        Manifest manifest = read(SHOP);

        assertThat(manifest.streams()).extracting(stream -> stream.text("name")).containsExactly("orders", "items");
        assertThat(manifest.version()).isEqualTo("6.0.0");
        assertThat(manifest.check().orElseThrow().texts("stream_names")).containsExactly("orders");
        Component orders = manifest.streams().get(0).child("retriever");
        assertThat(orders.child("requester").text("path")).isEqualTo("/orders");
        assertThat(orders.child("paginator").child("pagination_strategy").text("cursor_value"))
                .isEqualTo("{{ response.next }}");
    }

    @Test
    void aParentKeepsItsOwnParameters() {
        Component items = read(SHOP).streams().get(1);
        Component parent = items.child("retriever")
                .child("partition_router")
                .children("parent_stream_configs")
                .get(0)
                .child("stream");

        assertThat(items.child("retriever").child("requester").text("path"))
                .isEqualTo("/orders/{{ stream_partition.order }}/items");
        assertThat(items.texts("primary_key")).containsExactly("order_id", "line");
        assertThat(parent.text("name")).isEqualTo("orders");
        assertThat(parent.child("retriever").child("requester").text("path")).isEqualTo("/orders");
    }

    @Test
    void placesAreThoseOfTheTextThatIsUsed() {
        Component items = read(SHOP).streams().get(1);

        assertThat(items.place()).hasToString("$.streams[1] (line 36)");
        assertThat(items.child("retriever")
                        .child("requester")
                        .child("authenticator")
                        .place("api_token"))
                .hasToString("$.streams[1].retriever.requester.authenticator.api_token (line 11)");
    }

    @Test
    void jsonIsReadAsWell() {
        Manifest manifest = read("""
                {"version": "1",
                 "check": {"type": "CheckStream", "stream_names": ["a"]},
                 "streams": [{"name": "a", "primary_key": "id",
                   "retriever": {"requester": {"url": "https://x/a"},
                     "record_selector": {"extractor": {"field_path": []}}}}]}
                """);

        assertThat(manifest.streams().get(0).place("primary_key")).hasToString("$.streams[0].primary_key (line 3)");
    }

    @Test
    void everyProblemIsSaidWithStreamAndLine() {
        String broken = SHOP.replace("cursor_value:", "cursor_valu:").replace("url_base:", "urlbase:");

        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(SpecException.class)
                .message()
                .satisfies(message -> {
                    assertThat(message)
                            .contains(
                                    "$.streams[0].retriever.requester.urlbase (line 8): stream 'orders': HttpRequester has no field 'urlbase'; it has ")
                            .contains("; write 'url_base' if that is meant.")
                            .contains(
                                    "$.streams[0].retriever.paginator.pagination_strategy.cursor_valu (line 17): stream 'orders': ")
                            .contains(
                                    "$.streams[0].retriever.paginator.pagination_strategy (line 15): stream 'orders': "
                                            + "CursorPagination needs 'cursor_value' (template); add it.")
                            .contains(
                                    "$.streams[1].retriever.partition_router.parent_stream_configs[0].stream.retriever.requester.urlbase (line 8): "
                                            + "stream 'items': ");
                    assertThat(message.lines()).hasSize(9);
                });
    }

    @Test
    void referencesThatCannotBeResolvedAreRefused() {
        assertThatThrownBy(() -> read(SHOP.replace(
                        "paginator: \"#/definitions/paginator\"", "paginator: \"#/definitions/paginater\"")))
                .message()
                .contains(
                        "$.streams[0].retriever.paginator (line 28): stream 'orders': '#/definitions/paginater' names nothing; "
                                + "write '#/definitions/paginator' if that is meant.");
        assertThatThrownBy(() -> read(SHOP.replace("$ref: \"#/definitions/requester\"", "$ref: other.yaml#/x")))
                .message()
                .contains(
                        "$.streams[0].retriever.requester.$ref (line 24): stream 'orders': a reference names a place in this manifest, "
                                + "as in \"#/definitions/requester\"; write it so; other files cannot be named.");
    }

    @Test
    void circlesAreRefused() {
        String circle = SHOP.replace("type: BearerAuthenticator", "$ref: \"#/definitions/requester\"");

        assertThatThrownBy(() -> read(circle))
                .message()
                .contains("stream 'orders': references go in a circle: #/definitions/orders → #/definitions/stream → "
                        + "#/definitions/requester → #/definitions/requester; take one out.");
    }

    @Test
    void customPartsNeedAJavaClass() {
        String custom = SHOP.replace(
                "type: BearerAuthenticator",
                "type: CustomAuthenticator\n      class_name: source_shop.components.Door");

        assertThatThrownBy(() -> read(custom))
                .message()
                .contains(
                        "$.streams[0].retriever.requester.authenticator (line 9): stream 'orders': CustomAuthenticator is the Python class "
                                + "'source_shop.components.Door', which cannot run here; put a jar beside the plugin whose class implements "
                                + "io.headrace.http.custom.CustomAuthenticator and names it, or leave the stream out.");
    }

    @Test
    void streamsThatCannotBeReadCanBeLeftOut() {
        String broken = SHOP.replace("type: SubstreamPartitionRouter", "type: TeleportingRouter");

        Manifest manifest = Manifest.read(broken, Manifest.Unsupported.SKIP_STREAM);

        assertThat(manifest.streams()).extracting(stream -> stream.text("name")).containsExactly("orders");
        assertThat(manifest.skipped())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem)
                                .asString()
                                .startsWith(
                                        "$.streams[1].retriever.partition_router (line 41): stream 'items': there is no component 'TeleportingRouter'; "));
    }

    @Test
    void aManifestNeedsStreamsWithNamesOfTheirOwn() {
        assertThatThrownBy(() -> read("version: 1\ncheck: {type: CheckStream}\n"))
                .hasMessage("$ (line 1): a manifest needs 'streams' or 'dynamic_streams'; add streams.");
        assertThatThrownBy(() -> read(SHOP + "  - \"#/definitions/orders\"\n"))
                .message()
                .startsWith(
                        "$.streams[2].name (line 32): there are two streams 'orders', the other one at $.streams[0] (line 35)");
        assertThatThrownBy(() -> read(SHOP.replace("version: 6.0.0", "versoin: 6.0.0")))
                .message()
                .contains("$.versoin (line 1): DeclarativeSource has no field 'versoin'; ")
                .contains("write 'version' if that is meant.")
                .contains("DeclarativeSource needs 'version' (text); add it.");
    }

    @Test
    void textsThatAreNeitherYamlNorJsonAreRefused() {
        assertThatThrownBy(() -> read("a: [1, 2\nb: 3"))
                .message()
                .startsWith("$ (line 2): the text is no YAML: expected ',' or ']', but got ");
        assertThatThrownBy(() -> read("{\"a\": 1,\n \"a\": 2}"))
                .hasMessage("$ (line 2): the text is no JSON: Duplicate field 'a'; mend it there.");
        assertThatThrownBy(() -> read("a: 1\na: 2"))
                .hasMessage("$ (line 2): 'a' stands twice in one object, first in line 1; take one out.");
        assertThatThrownBy(() -> read("- a")).hasMessageStartingWith("$ (line 1): an object is wanted here");
        for (String circle : List.of("a: &x [*x]", "a: &x {<<: *x}", "a: &x {<<: [{<<: *x}]}")) {
            assertThatThrownBy(() -> read(circle))
                    .hasMessage("$ (line 1): an alias stands within what it names; take it out.");
        }
    }

    @Test
    void theFingerprintDoesNotDependOnOrderOrComments() {
        String shuffled = SHOP.replace("    primary_key: id\n", "")
                .replace(
                        "  stream:\n    type: DeclarativeStream\n",
                        "  stream: # all\n    primary_key: id\n    type: DeclarativeStream\n");

        assertThat(shuffled).isNotEqualTo(SHOP);
        assertThat(Fingerprint.of(read(shuffled).streams().get(1)))
                .isEqualTo(Fingerprint.of(read(SHOP).streams().get(1)));
        assertThat(Fingerprint.of(read(SHOP.replace("field_path: [data]", "field_path: [rows]"))
                        .streams()
                        .get(1)))
                .isNotEqualTo(Fingerprint.of(read(SHOP).streams().get(1)));
    }

    @Test
    void manyReferencesDoNotUnfoldForever() {
        StringBuilder bomb = new StringBuilder("version: 1\ncheck: {type: CheckStream}\ndefinitions:\n  a0: {x: 1}\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("  a%d: {l: '#/definitions/a%d', r: '#/definitions/a%d'}%n".formatted(i, i - 1, i - 1));
        }
        bomb.append("streams:\n  - '#/definitions/a39'\n");

        assertThatThrownBy(() -> read(bomb.toString()))
                .message()
                .contains("references unfold to more than 500000 values; use fewer references.");
    }

    @Test
    void yamlIsReadAsPythonReadsIt() {
        Map<String, @Nullable Object> plain = ManifestText.read("""
                        a: yes
                        b: 2020-01-01
                        c: 010
                        d: 1.50
                        e: ~
                        f: 0x1F
                        g: '1'
                        h: &base {x: 1, y: 2}
                        i: {<<: *base, y: 3}
                        j: 12345678901234567890
                        k: -5
                        m: !!int x
                        n: !!float .
                        o: 0x_
                        l: |
                          two
                          lines
                        """).plain();

        assertThat(plain)
                .containsEntry("a", true)
                .containsEntry("m", "x")
                .containsEntry("n", ".")
                .containsEntry("o", "0x_")
                .containsEntry("b", "2020-01-01")
                .containsEntry("c", 8L)
                .containsEntry("d", new BigDecimal("1.50"))
                .containsEntry("e", null)
                .containsEntry("f", 31L)
                .containsEntry("g", "1")
                .containsEntry("i", Map.of("x", 1L, "y", 3L))
                .containsEntry("j", new BigInteger("12345678901234567890"))
                .containsEntry("k", -5L)
                .containsEntry("l", "two\nlines\n");
    }

    @Test
    void everyTemplateFormatAndDurationIsCheckedAtOnce() {
        String cursor = """
                    incremental_sync:
                      type: DatetimeBasedCursor
                      cursor_field: updated_at
                      start_datetime: "{{ confg['start'] }}"
                      datetime_format: "%Y-%Q"
                      cursor_granularity: PT1S
                      step: 1 day
                      start_time_option: {inject_into: request_parameter, field_path: [a]}
                """;
        String broken = SHOP.replace("    primary_key: id\n", "    primary_key: id\n" + cursor)
                .replace("{{ response.next }}", "{{ response.next | frist }}")
                .replace("    url_base: https://shop.example.com/v1\n", "")
                .replace(
                        "path: /orders\n", "path: /orders\n      request_body_json: {}\n      request_body_data: {}\n");

        assertThatThrownBy(() -> read(broken))
                .message()
                .satisfies(
                        message -> assertThat(message.lines().filter(line -> line.startsWith("$.streams[0]")))
                                .containsExactlyInAnyOrder(
                                        "$.streams[0].incremental_sync.start_datetime (line 23): stream 'orders': the template cannot be read: "
                                                + "there is no name 'confg'; write 'config' if that is meant.",
                                        "$.streams[0].incremental_sync.datetime_format (line 24): stream 'orders': '%Y-%Q' has the unknown directive '%Q'; "
                                                + "write %Y-%m-%dT%H:%M:%S%z, %s or %ms for example.",
                                        "$.streams[0].incremental_sync.step (line 26): stream 'orders': '1 day' is no ISO 8601 duration; "
                                                + "write P1D, PT1H or P1M for example.",
                                        "$.streams[0].incremental_sync.start_time_option.field_path (line 27): stream 'orders': "
                                                + "a path leads into a JSON body only; write 'field_name' or inject into body_json.",
                                        "$.streams[0].retriever.paginator.pagination_strategy.cursor_value (line 16): stream 'orders': "
                                                + "the template cannot be read: there is no filter 'frist'; write 'first' if that is meant.",
                                        "$.streams[0].retriever.requester (line 30): stream 'orders': HttpRequester needs 'url' or 'url_base'; "
                                                + "add one of them.",
                                        "$.streams[0].retriever.requester.request_body_data (line 42): stream 'orders': "
                                                + "HttpRequester takes either 'request_body_json' or 'request_body_data'; take one out."));
    }

    @Test
    void aCheckedStreamMustExist() {
        assertThatThrownBy(() -> read(SHOP.replace("stream_names: [orders]", "stream_names: [order]")))
                .hasMessage(
                        "$.check.stream_names (line 4): there is no stream 'order' to check; write 'orders' if that is meant.");
    }
}
