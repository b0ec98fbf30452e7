package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.source.http.poll.HttpConfig;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What the connector and its tasks give to Connect, and how they go on after it. */
class HttpSourceTest {

    private static List<SourceRecord> read(Map<String, String> config, Offsets offsets) throws Exception {
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
            return run.readAll();
        }
    }

    private static List<Object> keys(List<SourceRecord> records, String topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> ((Struct) record.key()).get("id"))
                .toList();
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(i -> (long) i).toList();
    }

    @Test
    void aPageAfterTheOtherBecomesStructures() throws Exception {
        try (ShopApi shop = new ShopApi(25, 0)) {
            List<SourceRecord> records = read(shop.orders("topic.pattern", "shop.${stream}"), new Offsets());
            assertThat(keys(records, "shop.orders")).isEqualTo(numbers(25));
            SourceRecord first = records.get(0);
            Struct value = (Struct) first.value();
            assertThat(value.schema().name()).isEqualTo("headrace.orders");
            assertThat(value.get("id")).isEqualTo(0L);
            assertThat(value.get("total")).isEqualTo(12.5);
            assertThat(value.get("state")).isEqualTo("open");
            assertThat(first.sourcePartition()).isEqualTo(Map.of("stream", "orders", "part", ""));
            assertThat(first.sourceOffset()).containsKeys("v", "cfg", "idx", "ph", "schema");
        }
    }

    @Test
    void laterPassesAskForWhatIsNew() throws Exception {
        try (ShopApi shop = new ShopApi(5, 0)) {
            Map<String, String> config = shop.orders(
                    "streams.orders.cursor.field", "updated_at",
                    "streams.orders.cursor.start", "2024-01-01",
                    "streams.orders.cursor.start.param", "since",
                    "heartbeat.topic", "beats");
            shop.mock.timeIs(Instant.parse("2024-01-15T00:00:00Z"));
            Offsets offsets = new Offsets();
            List<SourceRecord> first = read(config, offsets);
            assertThat(keys(first, "orders")).hasSize(5);
            assertThat(first)
                    .anyMatch(record ->
                            record.topic().equals("beats") && record.key().equals("orders"));
            shop.mock.timeIs(Instant.parse("2024-01-25T00:00:00Z"));
            shop.orders.update(3, "state", "paid", "updated_at", "2024-01-20T00:00:00Z");
            shop.orders.add(ShopApi.order(5, 21));
            assertThat(keys(read(config, offsets), "orders")).containsExactly(3L, 5L);
        }
    }

    /** R15. */
    @Test
    void deletedRecordsBecomeTombstones() throws Exception {
        try (ShopApi shop = new ShopApi(3, 0)) {
            shop.orders.update(1, "gone", true);
            List<SourceRecord> records = read(shop.orders("streams.orders.deletes.field", "gone"), new Offsets());
            assertThat(keys(records, "orders")).isEqualTo(numbers(3));
            assertThat(records.get(1).value()).isNull();
            assertThat(records.get(1).valueSchema()).isNull();
            assertThat(records.get(2).value()).isNotNull();
        }
    }

    @Test
    void mapsHaveNoSchema() throws Exception {
        try (ShopApi shop = new ShopApi(1, 0)) {
            SourceRecord record = read(shop.orders("record.format", "map", "key.format", "value"), new Offsets())
                    .get(0);
            assertThat(record.valueSchema()).isNull();
            assertThat(record.key()).isEqualTo(0L);
            assertThat(record.value())
                    .isEqualTo(Map.of("id", 0L, "state", "open", "total", 12.5, "updated_at", "2024-01-10T00:00:00Z"));
            assertThat(record.sourceOffset()).doesNotContainKey("schema");
        }
    }

    /** The fields that an earlier task saw are in the schema of a later one, in the same order. */
    @Test
    void whatWasLearntOfASchemaSurvivesARestart() throws Exception {
        try (ShopApi shop = new ShopApi(2, 0)) {
            shop.orders.update(0, "note", "first");
            Offsets offsets = new Offsets();
            Map<String, String> config = shop.orders("poll.interval.ms", "0");
            SourceRecord before;
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                before = run.read(2).get(1);
            }
            shop.orders.clear();
            shop.orders.add(ShopApi.order(9, 12));
            SourceRecord after;
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                after = run.read(1).get(0);
            }
            assertThat(after.valueSchema()).isEqualTo(before.valueSchema());
            assertThat(after.valueSchema().field("note")).isNotNull();
            assertThat(((Struct) after.value()).get("note")).isNull();
        }
    }

    @Test
    void declaredTimesAndDecimalsKeepTheirTypes() throws Exception {
        try (ShopApi shop = new ShopApi(1, 0)) {
            SourceRecord record = read(
                            shop.orders(
                                    "streams.orders.schema",
                                    "{\"type\":\"object\",\"properties\":{\"total\":{\"type\":\"number\",\"multipleOf\":0.01},"
                                            + "\"updated_at\":{\"type\":[\"null\",\"string\"],\"format\":\"date-time\"}}}"),
                            new Offsets())
                    .get(0);
            Struct value = (Struct) record.value();
            assertThat(value.get("total")).isEqualTo(new java.math.BigDecimal("12.50"));
            assertThat(value.get("updated_at"))
                    .isEqualTo(java.util.Date.from(java.time.Instant.parse("2024-01-10T00:00:00Z")));
        }
    }

    @Test
    void oneStreamThatFailsLeavesTheOthersAlone() throws Exception {
        try (ShopApi shop = new ShopApi(12, 0)) {
            shop.mock.get("/broken", call -> Reply.json(403, Map.of("error", "not for you")));
            Map<String, String> config = shop.orders("streams", "broken,orders");
            assertThat(keys(read(config, new Offsets()), "orders")).isEqualTo(numbers(12));
            config.put("on.stream.error", "fail");
            assertThatThrownBy(() -> read(config, new Offsets()))
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageContaining("403");
            config.put("on.stream.error", "continue");
            config.put("streams", "broken");
            config.keySet().removeIf(key -> key.startsWith("streams.orders"));
            assertThatThrownBy(() -> read(config, new Offsets()))
                    .as("no stream is left")
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void aRecordWithoutItsKeyFailsTheStreamAndIsNotPassedOver() throws Exception {
        try (ShopApi shop = new ShopApi(2, 0)) {
            assertThatThrownBy(() -> read(shop.orders("streams.orders.primary.key", "number"), new Offsets()))
                    .hasMessage(
                            "A record of stream orders has no number, which is part of the primary key; every record must have"
                                    + " it. Correct the primary key of the stream, or leave such records out with a filter");
        }
    }

    /** R22. */
    @Test
    void aChangedDeclarationIsNotGuessedAt() throws Exception {
        try (ShopApi shop = new ShopApi(4, 0)) {
            Offsets offsets = new Offsets();
            read(shop.orders(), offsets);
            Map<String, String> changed = shop.orders("streams.orders.params.state", "any");
            assertThatThrownBy(() -> read(changed, offsets.copy()))
                    .hasMessageContaining("on.spec.change=resume")
                    .hasMessageContaining("on.spec.change=reset");
            changed.put("on.spec.change", "reset");
            assertThat(keys(read(changed, offsets.copy()), "orders")).isEqualTo(numbers(4));
        }
    }

    @Test
    void unitsAreSpreadAndNoneIsReadTwice() throws Exception {
        try (MockApi mock = MockApi.start()) {
            for (String stream : List.of("a", "b", "c")) {
                mock.get(
                        "/" + stream,
                        Listing.of(Table.of("id", 5, i -> Table.fields("id", i, "part", "x")))
                                .paged(Paging.numbered("page", 1).size(2)));
            }
            Map<String, String> config = new HashMap<>(Map.of(
                    "name", "spread",
                    "http.url", mock.url(),
                    "streams", "a,b,c",
                    "tasks.max", "4",
                    "poll.interval.ms", "86400000"));
            for (String stream : List.of("a", "b", "c")) {
                config.put("streams." + stream + ".primary.key", "id");
                config.put("streams." + stream + ".pagination.type", "page");
                config.put("streams." + stream + ".pagination.page.records", "2");
            }
            config.put("streams.a.partition.values", "eu,us");
            config.put("streams.a.partition.param", "region");
            HttpSourceConnector connector = new HttpSourceConnector();
            connector.start(config);
            assertThat(connector.taskConfigs(8)).hasSize(4);
            assertThat(connector.taskConfigs(2)).hasSize(2);
            Set<String> shares = new HashSet<>();
            connector.taskConfigs(3).forEach(task -> shares.add(task.get("task.units")));
            assertThat(shares).hasSize(3);
            List<SourceRecord> records = read(config, new Offsets());
            assertThat(keys(records, "b")).isEqualTo(numbers(5));
            assertThat(keys(records, "a")).as("both parts").hasSize(10);
        }
    }

    @Test
    void aChildStaysWithItsParent() throws Exception {
        try (ShopApi shop = new ShopApi(1, 1)) {
            HttpSourceConnector connector = new HttpSourceConnector();
            connector.start(shop.ordersAndItems());
            assertThat(connector.taskConfigs(8)).hasSize(1);
            connector.start(shop.ordersAndItems("streams.items.parent.buckets", "3"));
            assertThat(connector.taskConfigs(8))
                    .as("orders, and items in three parts")
                    .hasSize(4);
        }
    }

    @Test
    void exactlyOnceIsDeclaredOnlyWhereItIsTrue() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            HttpSourceConnector connector = new HttpSourceConnector();
            assertThat(connector.exactlyOnceSupport(shop.orders())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
            assertThat(connector.canDefineTransactionBoundaries(shop.orders()))
                    .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
            assertThat(connector.exactlyOnceSupport(shop.orders("resume.mode", "window")))
                    .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
            assertThat(connector.exactlyOnceSupport(shop.orders("streams.orders.pagination.type", "page")))
                    .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
            assertThat(connector.exactlyOnceSupport(
                            shop.orders("streams.orders.pagination.type", "page", "pages.stable", "true")))
                    .isEqualTo(ExactlyOnceSupport.SUPPORTED);
            assertThat(connector.exactlyOnceSupport(shop.orders("streams.orders.primary.key", "")))
                    .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
            assertThat(connector.exactlyOnceSupport(manifest(""))).isEqualTo(ExactlyOnceSupport.SUPPORTED);
            assertThat(connector.exactlyOnceSupport(
                            manifest("pagination_reset: {type: PaginationReset, action: SPLIT_USING_CURSOR}")))
                    .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
            String list = "{type: ListPartitionRouter, values: [x, y], cursor_field: p}";
            assertThat(connector.exactlyOnceSupport(manifest("partition_router: " + list)))
                    .isEqualTo(ExactlyOnceSupport.SUPPORTED);
            for (String forgetful : List.of(
                    "{type: UnionPartitionRouter, partition_field: p, partition_routers: [" + list + "]}",
                    "{type: GroupingPartitionRouter, group_size: 2, underlying_partition_router: " + list + "}")) {
                assertThat(connector.exactlyOnceSupport(manifest("partition_router: " + forgetful)))
                        .as("values that were handed out are forgotten at a restart")
                        .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
            }
            assertThat(HttpConfig.parse(shop.orders()).reading().exact()).isFalse();
            assertThat(HttpConfig.parse(shop.orders("exactly.once.support", "required"))
                            .reading()
                            .exact())
                    .isTrue();
        }
    }

    private static Map<String, String> manifest(String retriever) {
        String stream = """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [a]}
                streams:
                - type: DeclarativeStream
                  name: a
                  primary_key: id
                  retriever:
                    type: SimpleRetriever
                    requester: {type: HttpRequester, url_base: 'http://127.0.0.1:1', path: /a}
                    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                    paginator:
                      type: DefaultPaginator
                      pagination_strategy: {type: CursorPagination, cursor_value: '{{ response.next }}'}
                      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                    %s
                """;
        return Map.of("name", "m", "http.manifest", stream.formatted(retriever));
    }

    @Test
    void onlyOffsetsThatItUnderstandsAreStored() throws Exception {
        try (ShopApi shop = new ShopApi(2, 0)) {
            HttpSourceConnector connector = new HttpSourceConnector();
            Map<String, String> config = shop.orders();
            Offsets offsets = new Offsets();
            read(config, offsets);
            assertThat(connector.alterOffsets(config, new HashMap<>(offsets.all())))
                    .isTrue();
            Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
            reset.put(partition("stream", "orders", "part", ""), null);
            assertThat(connector.alterOffsets(config, reset)).isTrue();
            assertThatThrownBy(() -> connector.alterOffsets(config, Map.of(Map.of("table", "x"), Map.of("v", "1"))))
                    .hasMessage(
                            "The source partition {table=x} is not one of this connector; it must be {\"stream\": …, \"part\": …}, in this"
                                    + " order. Copy it from GET /connectors/NAME/offsets.");
            assertThatThrownBy(() -> connector.alterOffsets(
                            config, Map.of(partition("stream", "orders", "part", ""), Map.of("v", "77"))))
                    .isInstanceOf(HeadraceException.class);
        }
    }

    /** Connect reads partitions into maps of its own order and writes them anew when offsets are reset or altered: the text must be the same, or it would be stored where nobody looks. */
    @Test
    void partitionsAreWrittenAsConnectWritesThemAnew() throws Exception {
        try (ShopApi shop = new ShopApi(1, 0);
                JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), true);
            Map<String, ?> partition = read(shop.orders(), new Offsets()).get(0).sourcePartition();
            byte[] written = converter.fromConnectData("offsets", null, List.of("shop", partition));
            Object again = converter.toConnectData("offsets", written).value();
            assertThat(converter.fromConnectData("offsets", null, again)).isEqualTo(written);
        }
    }

    /** Connect finds offsets by the text of their partition: in another order it would store them where nobody looks. */
    @Test
    void partitionsKeepTheOrderOfTheirFields() throws Exception {
        try (ShopApi shop = new ShopApi(1, 0)) {
            assertThat(read(shop.orders(), new Offsets())
                            .get(0)
                            .sourcePartition()
                            .keySet())
                    .hasToString("[stream, part]");
            assertThatThrownBy(() -> new HttpSourceConnector()
                            .alterOffsets(
                                    shop.orders(), Map.of(partition("part", "", "stream", "orders"), Map.of("v", "1"))))
                    .hasMessageContaining("in this order");
        }
    }

    private static Map<String, ?> partition(String... namesAndValues) {
        Map<String, String> partition = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            partition.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return partition;
    }

    @Test
    void aManifestIsReadWithItsSettings() throws Exception {
        try (ShopApi shop = new ShopApi(15, 0)) {
            Map<String, String> config = new HashMap<>(Map.of(
                    "name", "manifest",
                    "http.manifest", manifest(),
                    "config.api_url", shop.mock.url(),
                    "config.token", "CANARY",
                    "poll.interval.ms", "86400000"));
            assertThat(keys(read(config, new Offsets()), "orders")).isEqualTo(numbers(15));
        }
    }

    static String manifest() {
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [orders]}
                streams:
                  - type: DeclarativeStream
                    name: orders
                    primary_key: id
                    retriever:
                      type: SimpleRetriever
                      requester:
                        type: HttpRequester
                        url_base: "{{ config['api_url'] }}"
                        path: /orders
                        authenticator: {type: BearerAuthenticator, api_token: "{{ config['token'] }}"}
                      record_selector:
                        type: RecordSelector
                        extractor: {type: DpathExtractor, field_path: [data]}
                      paginator:
                        type: DefaultPaginator
                        page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                        pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.get('next') }}"}
                spec:
                  type: Spec
                  connection_specification:
                    type: object
                    required: [api_url, token]
                    properties:
                      api_url: {type: string, description: Where the shop is.}
                      token: {type: string, airbyte_secret: true}
                """;
    }
}
